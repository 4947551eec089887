using System.Diagnostics;
using System.Globalization;
using AuthDemo.PythonHost;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.Telemetry;

namespace AuthDemo.Benchmarks.Python;

/// <summary>Lower bounds for all patterns: the function in a plain Python loop, and the queue alone without Python.</summary>
internal static class Baselines
{
    private static readonly PythonReply s_reply = new PythonReply.Returned(default);

    /// <summary>Plain Python loops in parallel; the figures are those of all loops together.</summary>
    public static async Task<Figures> PlainLoopAsync(string executable, int loops, double seconds)
    {
        var all = await Task.WhenAll(Enumerable.Range(0, loops).Select(_ => LoopAsync(executable, seconds)));
        return new(loops, all.Sum(one => one.Calls / one.Wall), all.Max(one => one.P50), all.Max(one => one.P99),
            all.Sum(one => one.Cpu) / all.Sum(one => one.Calls) * 1e6, 0);
    }

    /// <summary>Calls that a consumer thread completes at once.</summary>
    public static async Task<Figures> QueueHopAsync(int callers, double seconds)
    {
        using var metrics = new PythonMetrics(null, TimeProvider.System);
        using var queue = new CallQueue(new PythonHostOptions { QueueLimit = 4096 }, TimeProvider.System, metrics);
        using var consumer = new Consumer(queue);
        var call = new PythonCall("no.function", BenchmarkOptions.Advance);
        return await ClosedLoop.MeasureAsync(callers, seconds, () => queue.Enqueue(call, default).AsTask());
    }

    private static async Task<(double Calls, double Wall, double Cpu, double P50, double P99)> LoopAsync(string executable, double seconds)
    {
        string[] arguments =
        [
            "-I", "-X", "utf8", Path.Combine(AppContext.BaseDirectory, "python-cases", "bench_cases.py"),
            seconds.ToString(CultureInfo.InvariantCulture), BenchmarkOptions.AdvanceFile, .. BenchmarkOptions.SearchPaths,
        ];
        using var process = Process.Start(new ProcessStartInfo(executable, arguments) { RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadToEndAsync();
        var numbers = line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }

    private sealed class Consumer : ICallConsumer, IDisposable
    {
        private readonly CallQueue _queue;
        private readonly SemaphoreSlim _wake = new(0);
        private readonly Thread _thread;
        private volatile bool _stopping;

        public Consumer(CallQueue queue)
        {
            _queue = queue;
            _thread = new Thread(Run);
            _thread.Start();
        }

        public int Load => 0;

        public void Wake() => _wake.Release();

        public void Dispose()
        {
            _stopping = true;
            Wake();
            _thread.Join();
            _wake.Dispose();
        }

        private void Run()
        {
            PendingCall? call = null;
            while (!_stopping)
            {
                call = call is null ? _queue.Take(this) : _queue.CompleteAndTake(call, s_reply, this);
                if (call is null)
                    _wake.Wait();
            }
        }
    }
}
