using System.Globalization;
using AuthDemo.PythonHost;
using Microsoft.Extensions.DependencyInjection;

namespace AuthDemo.Benchmarks.Python;

/// <summary>Whether memory stays where it is: millions of calls that return, then of calls that raise, in two own-GIL interpreters.</summary>
internal static class MemoryBenchmark
{
    private const int Callers = 32;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        await using var services = PatternMeasurement.Services(options, [("Pattern", "Embedded"), ("Embedded:Interpreters", "2")]);
        var host = services.GetRequiredService<IPythonHost>();
        var returns = new PythonCall("authdemo_host.health.ping", BenchmarkOptions.Advance);
        var advances = new PythonCall("bankid.host_api.handle", BenchmarkOptions.Advance);
        var raises = new PythonCall("bench_cases.raises", BenchmarkOptions.Advance);
        await MeasureAsync(host, "warm-up: calls that advance", advances, 200_000);
        await MeasureAsync(host, "warm-up: calls that raise", raises, 100_000);
        await MeasureAsync(host, "calls that return", returns, 4_000_000);
        await MeasureAsync(host, "calls that advance", advances, 1_000_000);
        await MeasureAsync(host, "calls that raise", raises, 1_000_000);
        return 0;
    }

    private static async Task MeasureAsync(IPythonHost host, string what, PythonCall call, int calls)
    {
        var before = Resident();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < calls / Callers; i++)
                if (await host.CallAsync(call) is not (PythonReply.Returned or PythonReply.Raised)) throw new InvalidOperationException("unexpected reply");
        })));
        var after = Resident();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{calls,9:N0} {what}: {before:N1} MB -> {after:N1} MB ({after - before:+0.0;-0.0} MB)"));
    }

    private static double Resident()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return ProcessTree.ResidentMegabytes();
    }
}
