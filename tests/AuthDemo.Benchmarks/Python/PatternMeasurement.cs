using System.Diagnostics;
using System.Text.Json;
using AuthDemo.PythonHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AuthDemo.Benchmarks.Python;

/// <summary>One pattern, measured in a process of its own.</summary>
/// <param name="OnHang">Milliseconds until a call that sleeps for ever with a budget of 500 ms was answered.</param>
/// <param name="OthersDuringHang">Longest other call meanwhile, in ms.</param>
/// <param name="OnCrash">What the caller of a call that aborts was answered.</param>
internal sealed record Measurement(
    string Pattern, string Python, double StartMs, Figures[] Load, double Megabytes, double OnHang, double OthersDuringHang, string OnCrash);

/// <summary>Runs in the child process: measures, writes one line of JSON.</summary>
internal static class PatternMeasurement
{
    public static readonly (string Name, string Title, (string Key, string Value)[] Settings)[] Patterns =
    [
        ("embedded-2", "Embedded, 2 own-GIL interpreters", [("Pattern", "Embedded"), ("Embedded:Mode", "OwnGil"), ("Embedded:Interpreters", "2")]),
        ("embedded-1", "Embedded, 1 own-GIL interpreter", [("Pattern", "Embedded"), ("Embedded:Mode", "OwnGil"), ("Embedded:Interpreters", "1")]),
        ("embedded-main", "Embedded, main interpreter", [("Pattern", "Auto"), ("Embedded:Mode", "Single")]),
        ("workers-2", "Workers, 2 processes", [("Pattern", "Workers"), ("Workers:Minimum", "2"), ("Workers:Maximum", "2")]),
        ("http", "Http, Unix socket, 2 processes", [("Pattern", "Http"), ("Http:Processes", "2")]),
        ("per-call", "PerCall, 2 at a time", [("Pattern", "PerCall"), ("PerCall:Maximum", "2")]),
    ];

    private static readonly TimeSpan HangBudget = TimeSpan.FromMilliseconds(500);

    public static async Task<int> RunAsync(string pattern, BenchmarkOptions options)
    {
        var (name, title, settings) = Patterns.Single(known => known.Name == pattern);
        var started = Stopwatch.GetTimestamp();
        await using var services = Services(options, settings);
        var host = services.GetRequiredService<IPythonHost>();
        var call = new PythonCall("bankid.host_api.handle", BenchmarkOptions.Advance);
        await ReturnsAsync(host, call);
        var start = Stopwatch.GetElapsedTime(started).TotalMilliseconds;

        var load = new List<Figures>();
        foreach (var callers in name == "per-call" ? [1, 32] : (int[])[1, 32, 512])
            load.Add(await Load.MeasureAsync(callers, options.Seconds, () => ReturnsAsync(host, call)));
        var memory = ProcessTree.ResidentMegabytes();
        var (hang, others) = await HangAsync(host, call);
        var crash = name.StartsWith("embedded", StringComparison.Ordinal) ? "ends the host" : await CrashAsync(host);
        var python = services.GetRequiredService<IPythonHostStatus>().Status.Python;
        Console.WriteLine(JsonSerializer.Serialize(new Measurement(title, python, start, [.. load], memory, hang, others, crash)));
        return 0;
    }

    public static ServiceProvider Services(BenchmarkOptions options, IEnumerable<(string Key, string Value)> settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["Python:Executable"] = options.Executable, ["Python:Preload:0"] = "bankid.host_api", ["Python:Preload:1"] = "bench_cases",
            ["Python:WaitBudget"] = "00:01:00", ["Python:QueueLimit"] = "4096",
        };
        foreach (var (path, index) in BenchmarkOptions.SearchPaths.Select((path, index) => (path, index))) all[$"Python:SearchPaths:{index}"] = path;
        foreach (var (key, value) in settings) all[$"Python:{key}"] = value;
        return new ServiceCollection().AddLogging().AddPythonHost(new ConfigurationBuilder().AddInMemoryCollection(all).Build()).BuildServiceProvider();
    }

    public static async Task ReturnsAsync(IPythonHost host, PythonCall call)
    {
        if (await host.CallAsync(call) is not PythonReply.Returned and var reply) throw new InvalidOperationException($"The call did not return: {reply}");
    }

    private static async Task<(double Hang, double Others)> HangAsync(IPythonHost host, PythonCall call)
    {
        var start = Stopwatch.GetTimestamp();
        var hung = host.CallAsync(new PythonCall("bench_cases.sleeps", default) { RunBudget = HangBudget }).AsTask();
        double longest = 0;
        while (!hung.IsCompleted)
        {
            var before = Stopwatch.GetTimestamp();
            await ReturnsAsync(host, call);
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }
        if (await hung is not PythonReply.TimedOutRunning) throw new InvalidOperationException($"The hung call was answered {await hung}");
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, longest);
    }

    private static async Task<string> CrashAsync(IPythonHost host) => await host.CallAsync(new PythonCall("bench_cases.crashes", default)) switch
    {
        PythonReply.WorkerDied { Signal: { } signal } => $"WorkerDied, {signal}",
        PythonReply.WorkerDied => "WorkerDied",
        var other => other.ToString(),
    };
}
