using System.Diagnostics;
using AuthDemo.PythonHost;

namespace AuthDemo.Benchmarks.Python;

/// <summary>Calls that never return, of one kind. Times in ms, one for each window.</summary>
/// <param name="Answered">When the caller of the call was answered; its budget is <see cref="Hangs.Budget"/>.</param>
/// <param name="Others">The longest other call meanwhile.</param>
/// <param name="OthersWithout">The longest call of a window as long, under the same load, without such a call.</param>
internal sealed record HangFigures(double[] Answered, double[] Others, double[] OthersWithout);

/// <summary>
/// What a call that never returns does to its caller and to others. Others are a few callers in a closed loop. Of a call that burns a
/// core the counterpart is the same load beside an unrelated process that burns one.
/// </summary>
internal sealed class Hangs(IPythonHost host, IPythonHostStatus status, PythonCall call, string python, int others)
{
    public static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan s_settling = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

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
            while (status.Status.Runners < runners && Stopwatch.GetElapsedTime(since) < s_patience)
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
            throw new InvalidOperationException($"The hung call was answered {reply}");
    }

    private async Task BurnAsync()
    {
        using var process = Process.Start(new ProcessStartInfo(python, ["-I", "-S", "-c", "while True: pass"]))!;
        await Task.Delay(Budget);
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>The longest call, in ms, of those that ended while the disturbance lasted.</summary>
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
