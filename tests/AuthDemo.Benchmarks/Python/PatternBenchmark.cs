using System.Diagnostics;
using System.Text.Json;
using AuthDemo.PythonHost.Locating;

namespace AuthDemo.Benchmarks.Python;

/// <summary>One round: baselines and patterns, measured one after the other.</summary>
internal sealed record Round(Figures Loop, Figures TwoLoops, Figures[] Hop, Measurement[] Patterns)
{
    public Measurement? Find(string name) => Patterns.FirstOrDefault(pattern => pattern.Name == name);
}

/// <summary>
/// Runs all measurements, each pattern in its own process, and writes the report. Rounds alternate all measurements, so that a change of
/// the machine's load affects all of them.
/// </summary>
internal static class PatternBenchmark
{
    private static readonly int[] s_callers = [1, 32, 512];

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        if (PythonLocator.Find(options.Executable, needsLibrary: true) is not Located.Found { Python: var python })
        {
            Console.Error.WriteLine("No Python with a shared library was found; name one with --executable.");
            return 1;
        }
        options = options with { Executable = python.Executable };
        var patterns = Pattern.All.Where(pattern => !pattern.OwnGil || python.Number >= new Version(3, 12)).ToArray();
        var rounds = new List<Round>();
        for (var i = 1; i <= options.Rounds; i++)
        {
            Console.Error.WriteLine($"round {i} of {options.Rounds}, load average {(await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0]}");
            rounds.Add(await MeasureAsync(options, patterns));
        }
        var memory = options.Calls > 0 && patterns.Any(pattern => pattern.OwnGil) ? await ChildAsync<MemoryFigures>("memory", options) : null;
        var report = new Report(python.Number, options, patterns, rounds, memory);
        Console.WriteLine(report.Markdown());
        Directory.CreateDirectory(options.Out);
        await File.WriteAllTextAsync(Path.Combine(options.Out, "python-hosting-figures.md"), report.Markdown());
        await File.WriteAllTextAsync(Path.Combine(options.Out, "python-hosting-figures.svg"), Chart.Svg(report));
        return 0;
    }

    private static async Task<Round> MeasureAsync(BenchmarkOptions options, IReadOnlyList<Pattern> patterns)
    {
        var loop = await Baselines.PlainLoopAsync(options.Executable!, 1, options.Seconds);
        var loops = await Baselines.PlainLoopAsync(options.Executable!, 2, options.Seconds);
        var hop = new List<Figures>();
        foreach (var callers in s_callers)
            hop.Add(await Baselines.QueueHopAsync(callers, options.Seconds));
        var measurements = new List<Measurement>();
        foreach (var pattern in patterns)
            measurements.Add(await ChildAsync<Measurement>(pattern.Name, options));
        return new(loop, loops, [.. hop], [.. measurements]);
    }

    private static async Task<T> ChildAsync<T>(string what, BenchmarkOptions options)
    {
        Console.Error.WriteLine($"  measuring {what} …");
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["python-child", what, .. options.Arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<T>(line)!
            : throw new InvalidOperationException($"{what} ended with exit code {process.ExitCode}");
    }
}
