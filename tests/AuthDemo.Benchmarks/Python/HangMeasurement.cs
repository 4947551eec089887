using System.Diagnostics;
using AuthDemo.PythonHost;

namespace AuthDemo.Benchmarks.Python;

/// <summary>Figures for one kind of call that never returns. Times in ms, one for each time window.</summary>
/// <param name="Answered">How long the caller waited for its reply; its budget is <see cref="HangMeasurement.Budget"/>.</param>
/// <param name="Others">The longest other call meanwhile.</param>
/// <param name="OthersWithout">The longest call in a window of the same length and load without such a call.</param>
internal sealed record HangFigures(double[] Answered, double[] Others, double[] OthersWithout);

/// <summary>
/// Measures the effect of a call that never returns on its caller and on others. The others are a few callers in a closed loop. A call
/// that uses a whole core is compared with the same load beside an unrelated process that uses one.
/// </summary>
internal sealed class HangMeasurement(IPythonHost host, IPythonHostStatus status, PythonCall call, string python, int others)
{
    public static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan s_settling = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_replacementTimeout = TimeSpan.FromSeconds(10);

    private double _answered;

    public async Task<HangFigures> MeasureAsync(string function, bool burns, int windows)
    {
        var runners = status.Status.Runners;
        List<double> answered = [], with = [], without = [];
        for (var i = 0; i < windows; i++)
        {
            without.Add(await LongestAsync(burns ? BurnAsync : () => Task.Delay(Budget)));
            with.Add(await LongestAsync(() => HangAsync(function)));
            answered.Add(_answered);
            var since = Stopwatch.GetTimestamp();
            while (status.Status.Runners < runners && Stopwatch.GetElapsedTime(since) < s_replacementTimeout)
                await Task.Delay(10);
        }
        return new([.. answered], [.. with], [.. without]);
    }

    private async Task HangAsync(string function)
    {
        var start = Stopwatch.GetTimestamp();
        var reply = await host.CallAsync(new PythonCall(function, default) { RunBudget = Budget });
        _answered = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (reply is not PythonReply.TimedOutRunning)
            throw new InvalidOperationException($"The hung call got the reply {reply}");
    }

    private async Task BurnAsync()
    {
        using var process = Process.Start(new ProcessStartInfo(python, ["-I", "-S", "-c", "while True: pass"]))!;
        await Task.Delay(Budget);
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>The longest call, in ms, that ended during the disturbance.</summary>
    private async Task<double> LongestAsync(Func<Task> disturb)
    {
        long longest = 0;
        var over = false;
        var callers = Enumerable.Range(0, others).Select(_ => Task.Run(async () =>
        {
            while (!Volatile.Read(ref over))
            {
                var before = Stopwatch.GetTimestamp();
                await PatternMeasurement.ReturnsAsync(host, call);
                var taken = Stopwatch.GetTimestamp() - before;
                for (long most; taken > (most = Volatile.Read(ref longest));)
                    Interlocked.CompareExchange(ref longest, taken, most);
            }
        })).ToArray();
        await Task.Delay(s_settling);
        Volatile.Write(ref longest, 0);
        await disturb();
        Volatile.Write(ref over, true);
        await Task.WhenAll(callers);
        return longest * 1e3 / Stopwatch.Frequency;
    }
}
