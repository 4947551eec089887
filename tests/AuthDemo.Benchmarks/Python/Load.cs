using System.Diagnostics;

namespace AuthDemo.Benchmarks.Python;

/// <summary>What some callers saw in one measurement. Times in microseconds.</summary>
internal sealed record Figures(int Callers, double CallsPerSecond, double P50, double P99, double CpuPerCall, double HostCpuPerCall = 0);

/// <summary>A closed loop: each caller calls again when it is answered.</summary>
internal static class Load
{
    public static async Task<Figures> MeasureAsync(int callers, double seconds, Func<Task> callAsync)
    {
        await RunAsync(callers, Math.Min(1, seconds), callAsync);
        GC.Collect();
        var (cpu, own) = (ProcessTree.CpuSeconds(), ProcessTree.OwnCpuSeconds());
        var (calls, wall) = await RunAsync(callers, seconds, callAsync);
        (cpu, own) = (ProcessTree.CpuSeconds() - cpu, ProcessTree.OwnCpuSeconds() - own);
        calls.Sort();
        return new(callers, calls.Count / wall, Micro(calls[calls.Count / 2]), Micro(calls[(int)(calls.Count * 0.99)]), cpu / calls.Count * 1e6, own / calls.Count * 1e6);
    }

    private static async Task<(List<long> Calls, double Seconds)> RunAsync(int callers, double seconds, Func<Task> callAsync)
    {
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(seconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var taken = new List<long>(16 * 1024);
            for (var now = Stopwatch.GetTimestamp(); now < end;)
            {
                await callAsync();
                var after = Stopwatch.GetTimestamp();
                taken.Add(after - now);
                now = after;
            }
            return taken;
        })));
        return ([.. all.SelectMany(taken => taken)], Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static double Micro(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
