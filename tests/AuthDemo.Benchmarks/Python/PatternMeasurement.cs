using System.Diagnostics;
using System.Text.Json;
using AuthDemo.PythonHost;
using AuthDemo.PythonHost.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AuthDemo.Benchmarks.Python;

/// <summary>One pattern of the comparison.</summary>
/// <param name="Runners">How many calls run at a time.</param>
internal sealed record Pattern(string Name, string Title, int Runners, params (string Key, string Value)[] Settings)
{
    public static readonly Pattern[] All =
    [
        new("interpreters-2", "Interpreters, 2", 2, ("Pattern", "Interpreters"), ("Interpreters:Count", "2")),
        new("interpreters-1", "Interpreters, 1", 1, ("Pattern", "Interpreters"), ("Interpreters:Count", "1")),
        new("pythonnet", "PythonNet, the main interpreter", 1, ("Pattern", "PythonNet")),
        new("workers-2", "Workers, 2 processes", 2, ("Pattern", "Workers"), ("Workers:Minimum", "2"), ("Workers:Maximum", "2")),
        new("http", "Http, Unix socket, 2 processes", 2, ("Pattern", "Http"), ("Http:Processes", "2")),
        new("per-call", "PerCall, 2 at a time", 2, ("Pattern", "PerCall"), ("PerCall:Maximum", "2")),
    ];

    public bool OwnGil => Settings.Contains(("Pattern", "Interpreters"));

    public bool InProcess => OwnGil || Name == "pythonnet";

    public bool PerCall => Name == "per-call";
}

/// <summary>One pattern in one round, measured in a process of its own.</summary>
/// <param name="Load">With 1, 32 and 512 callers; PerCall not with 512.</param>
/// <param name="Sleeps">Calls that hang in C code.</param>
/// <param name="Spins">Calls that hang in pure Python; null for patterns with one interpreter.</param>
/// <param name="OnCrash">The reply to a call that aborts the process.</param>
internal sealed record Measurement(
    string Name, double StartMs, Figures[] Load, double Megabytes, HangFigures Sleeps, HangFigures? Spins, string OnCrash);

/// <summary>Runs in the child process: measures, writes one line of JSON.</summary>
internal static class PatternMeasurement
{
    public static async Task<int> RunAsync(string name, BenchmarkOptions options)
    {
        var pattern = Pattern.All.Single(known => known.Name == name);
        var started = Stopwatch.GetTimestamp();
        await using var services = Services(options, pattern.Settings);
        var host = services.GetRequiredService<IPythonHost>();
        var call = new PythonCall("bankid.host_api.handle", BenchmarkOptions.Advance);
        await ReturnsAsync(host, call);
        var start = Stopwatch.GetElapsedTime(started).TotalMilliseconds;

        if (!pattern.PerCall)
            await ClosedLoop.RunAsync(32, 1, () => ReturnsAsync(host, call)); // warm-up: tiered compilation
        var load = new List<Figures>();
        foreach (var callers in pattern.PerCall ? [1, 32] : (int[])[1, 32, 512])
            load.Add(await ClosedLoop.MeasureAsync(callers, options.Seconds, () => ReturnsAsync(host, call)));
        var memory = ProcessTree.ResidentMegabytes();

        var hangs = new HangMeasurement(host, services.GetRequiredService<IPythonHostStatus>(), call, options.Executable!, others: pattern.PerCall ? 1 : 8);
        var several = pattern.Runners > 1;
        var spins = several ? await hangs.MeasureAsync("bench_cases.spins", burns: true, windows: 2) : null;
        var sleeps = await hangs.MeasureAsync("bench_cases.sleeps", burns: false, windows: several ? 2 : 1);
        var crash = pattern.InProcess ? "ends the host" : await CrashAsync(host);
        Console.WriteLine(JsonSerializer.Serialize(new Measurement(name, start, [.. load], memory, sleeps, spins, crash)));
        return 0;
    }

    public static ServiceProvider Services(BenchmarkOptions options, IEnumerable<(string Key, string Value)> settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["Python:Executable"] = options.Executable, ["Python:Preload:0"] = "bankid.host_api", ["Python:Preload:1"] = "bench_cases",
            ["Python:WaitBudget"] = "00:01:00", ["Python:QueueLimit"] = "4096",
        };
        foreach (var (path, index) in BenchmarkOptions.SearchPaths.Select((path, index) => (path, index)))
            all[$"Python:SearchPaths:{index}"] = path;
        foreach (var (key, value) in settings)
            all[$"Python:{key}"] = value;
        return new ServiceCollection().AddLogging().AddPythonHost(new ConfigurationBuilder().AddInMemoryCollection(all).Build()).BuildServiceProvider();
    }

    public static async Task ReturnsAsync(IPythonHost host, PythonCall call)
    {
        if (await host.CallAsync(call) is not PythonReply.Returned and var reply)
            throw new InvalidOperationException($"The call did not return: {reply}");
    }

    private static async Task<string> CrashAsync(IPythonHost host) => await host.CallAsync(new PythonCall("bench_cases.crashes", default)) switch
    {
        PythonReply.WorkerDied { Signal: { } signal } => $"WorkerDied, {signal}",
        PythonReply.WorkerDied => "WorkerDied",
        var other => other.ToString(),
    };
}
