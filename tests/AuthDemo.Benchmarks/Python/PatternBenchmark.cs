using System.Diagnostics;
using System.Text.Json;
using AuthDemo.PythonHost.Locating;

namespace AuthDemo.Benchmarks.Python;

/// <summary>Everything in one run: floors and patterns, each pattern in a process of its own; then the report.</summary>
internal static class PatternBenchmark
{
    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        if (PythonLocator.Find(options.Executable, needsLibrary: true) is not Located.Found { Python: var python })
        {
            Console.Error.WriteLine("No Python that can be embedded was found; name one with --executable.");
            return 1;
        }
        options = options with { Executable = python.Executable };
        var loop = await Floors.PlainLoopAsync(python.Executable, 1, options.Seconds);
        var loops = await Floors.PlainLoopAsync(python.Executable, 2, options.Seconds);
        Figures[] hop = [await Floors.QueueHopAsync(1, options.Seconds), await Floors.QueueHopAsync(32, options.Seconds), await Floors.QueueHopAsync(512, options.Seconds)];
        var measurements = new List<Measurement>();
        foreach (var (name, _, settings) in PatternMeasurement.Patterns)
        {
            if (settings.Contains(("Embedded:Mode", "OwnGil")) && python.Number < new Version(3, 12)) continue;
            measurements.Add(await ChildAsync(name, options));
        }
        // Again at the end: the machine may have changed its pace meanwhile, and the reader shall see it.
        var loopAfter = await Floors.PlainLoopAsync(python.Executable, 1, options.Seconds);
        var report = new Report(python.Number, loop, loops, loopAfter, hop, measurements);
        Console.WriteLine(report.Markdown());
        Directory.CreateDirectory(options.Out);
        await File.WriteAllTextAsync(Path.Combine(options.Out, "python-hosting-figures.md"), report.Markdown());
        await File.WriteAllTextAsync(Path.Combine(options.Out, "python-hosting-figures.svg"), Chart.Svg(report));
        return 0;
    }

    private static async Task<Measurement> ChildAsync(string pattern, BenchmarkOptions options)
    {
        Console.Error.WriteLine($"measuring {pattern} …");
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["python-child", pattern, .. options.Arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Measurement>(line)!
            : throw new InvalidOperationException($"{pattern} ended with exit code {process.ExitCode}");
    }
}
