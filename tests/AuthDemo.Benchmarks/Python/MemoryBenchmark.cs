using System.Globalization;
using System.Text.Json;
using AuthDemo.PythonHost;
using Microsoft.Extensions.DependencyInjection;

namespace AuthDemo.Benchmarks.Python;

/// <summary>By how much resident memory changed, in MB.</summary>
internal sealed record MemoryFigures(int Calls, double Advance, double Raise, double Trivial)
{
    public const double Allowed = 5;

    public int Raising => Calls / 5;

    public bool AdvanceFlat => Math.Abs(Advance) <= Allowed;

    public bool RaiseFlat => Math.Abs(Raise) <= Allowed;
}

/// <summary>Whether memory grows: millions of real calls, then of calls that raise, in two own-GIL interpreters.</summary>
internal static class MemoryBenchmark
{
    private const int Callers = 32;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var figures = await MeasureAsync(options, Console.Out);
        Console.WriteLine($"advance: {Verdict(figures.AdvanceFlat)}; raise: {Verdict(figures.RaiseFlat)} (flat is at most {MemoryFigures.Allowed:N0} MB up or down)");
        return figures is { AdvanceFlat: true, RaiseFlat: true } ? 0 : 1;

        static string Verdict(bool flat) => flat ? "flat" : "NOT FLAT";
    }

    /// <summary>As a child of <c>python</c>: one line of JSON.</summary>
    public static async Task<int> RunChildAsync(BenchmarkOptions options)
    {
        Console.WriteLine(JsonSerializer.Serialize(await MeasureAsync(options, Console.Error)));
        return 0;
    }

    private static async Task<MemoryFigures> MeasureAsync(BenchmarkOptions options, TextWriter log)
    {
        await using var services = PatternMeasurement.Services(options, Pattern.All.Single(pattern => pattern.Name == "interpreters-2").Settings);
        var host = services.GetRequiredService<IPythonHost>();
        var advance = new PythonCall("bankid.host_api.handle", BenchmarkOptions.Advance);
        var raise = new PythonCall("bench_cases.raises", BenchmarkOptions.Advance);
        var trivial = new PythonCall("authdemo_host.health.ping", BenchmarkOptions.Advance);
        await ChangeAsync("warm-up: calls that advance", advance, options.Calls / 10);
        await ChangeAsync("warm-up: calls that raise", raise, options.Calls / 50);
        await ChangeAsync("warm-up: trivial calls", trivial, options.Calls / 10);
        var figures = new MemoryFigures(options.Calls, 0, 0, 0);
        return figures with
        {
            Advance = await ChangeAsync("calls that advance", advance, figures.Calls),
            Raise = await ChangeAsync("calls that raise", raise, figures.Raising),
            Trivial = await ChangeAsync("trivial calls", trivial, figures.Calls),
        };

        async Task<double> ChangeAsync(string what, PythonCall call, int calls)
        {
            var before = Resident();
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
            {
                for (var i = caller; i < calls; i += Callers)
                    if (await host.CallAsync(call) is not (PythonReply.Returned or PythonReply.Raised))
                        throw new InvalidOperationException("unexpected reply");
            })));
            var after = Resident();
            await log.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{calls,9:N0} {what}: {before:N1} MB -> {after:N1} MB ({after - before:+0.0;-0.0;0.0} MB)"));
            return after - before;
        }
    }

    private static double Resident()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return ProcessTree.ResidentMegabytes();
    }
}
