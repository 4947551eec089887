using System.Diagnostics;

namespace AuthDemo.Benchmarks.Python;

/// <summary>The figures of one measurement. Times in microseconds; CPU time is that of all processes, and the host's share of it.</summary>
internal sealed record Figures(int Callers, double CallsPerSecond, double P50, double P99, double CpuPerCall, double HostCpuPerCall)
{
    public static Figures Median(IReadOnlyList<Figures> all) => new(all[0].Callers, all.Median(f => f.CallsPerSecond), all.Median(f => f.P50),
        all.Median(f => f.P99), all.Median(f => f.CpuPerCall), all.Median(f => f.HostCpuPerCall));
}

/// <summary>A closed loop: each caller makes its next call when it has the reply.</summary>
internal static class ClosedLoop
{
    public static async Task<Figures> MeasureAsync(int callers, double seconds, Func<Task> callAsync)
    {
        await RunAsync(callers, Math.Min(0.3, seconds), callAsync);
        GC.Collect();
        var (cpu, host) = (ProcessTree.CpuSeconds(), ProcessTree.HostCpuSeconds());
        var (calls, wall) = await RunAsync(callers, seconds, callAsync);
        (cpu, host) = (ProcessTree.CpuSeconds() - cpu, ProcessTree.HostCpuSeconds() - host);
        calls.Sort();
        return new(callers, calls.Count / wall, Micro(calls[calls.Count / 2]), Micro(calls[(int)(calls.Count * 0.99)]),
            cpu / calls.Count * 1e6, host / calls.Count * 1e6);
    }

    public static async Task<(List<long> Calls, double Seconds)> RunAsync(int callers, double seconds, Func<Task> callAsync)
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

    public static double Median<T>(this IEnumerable<T> all, Func<T, double> figure)
    {
        double[] sorted = [.. all.Select(figure).Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double Micro(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
