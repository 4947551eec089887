using System.Text;
using AuthDemo.PythonHost;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>Measures the calls of a few concurrent callers through one host.</summary>
/// <param name="pattern">The pattern's code, as in <see cref="PatternResult"/>.</param>
/// <param name="callers">The number of concurrent callers.</param>
/// <param name="time">Measures the calls.</param>
internal sealed class PatternMeasurement(string pattern, int callers, TimeProvider time)
{
    /// <summary>The duration of the measurement, without the start.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_maxStartTime = TimeSpan.FromSeconds(30);
    private static readonly PythonCall s_call = new("bankid.host_api.handle", Encoding.UTF8.GetBytes("""{"op":"describe"}"""));

    // The first call waits for the start of the host, which may exceed the normal wait budget on a busy machine.
    private static readonly PythonCall s_firstCall = s_call with { WaitBudget = s_maxStartTime, RunBudget = s_maxStartTime };

    private long? _startedAt;
    private int _failed;

    public string Pattern => pattern;

    /// <summary>The progress: 0 while the host starts, then up to 1.</summary>
    public double Share => _startedAt is { } startedAt ? Math.Min(1, time.GetElapsedTime(startedAt) / Duration) : 0;

    /// <summary>Runs the measurement; throws if it is cancelled.</summary>
    public async Task<PatternResult> RunAsync(IPythonHost host, bool isInUse, CancellationToken cancellation)
    {
        var hostStartedAt = time.GetTimestamp();
        var first = await host.CallAsync(s_firstCall, cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (first is not PythonReply.Returned)
            return PatternResult.Without(pattern, isInUse, "no_start");
        var startTime = time.GetElapsedTime(hostStartedAt);

        var startedAt = time.GetTimestamp();
        _startedAt = startedAt;
        var spans = (await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => CallAsync(host, startedAt, cancellation), cancellation))))
            .SelectMany(own => own).Order().ToArray();
        return new(pattern, isInUse, isInUse ? null : startTime, spans.Length / time.GetElapsedTime(startedAt).TotalSeconds,
            spans[spans.Length / 2], spans[(int)(spans.Length * 0.99)], _failed == 0 ? null : "failed_calls");
    }

    private async Task<List<TimeSpan>> CallAsync(IPythonHost host, long startedAt, CancellationToken cancellation)
    {
        var spans = new List<TimeSpan>();
        do
        {
            var at = time.GetTimestamp();
            if (await host.CallAsync(s_call, cancellation) is not PythonReply.Returned)
                Interlocked.Increment(ref _failed);
            spans.Add(time.GetElapsedTime(at));
            cancellation.ThrowIfCancellationRequested();
        }
        while (time.GetElapsedTime(startedAt) < Duration);
        return spans;
    }
}

/// <summary>The result of one pattern.</summary>
/// <param name="Pattern"><c>pythonnet</c>, <c>interpreters</c>, <c>workers</c>, <c>http</c>, <c>per_call</c>.</param>
/// <param name="IsInUse">The service uses this pattern.</param>
/// <param name="Start">The time from creation to the first reply; null for the pattern in use.</param>
/// <param name="CallsPerSecond">The throughput; null if the host did not start.</param>
/// <param name="P50">The median call time, including waiting.</param>
/// <param name="P99">The 99th percentile.</param>
/// <param name="Remark">A code that explains missing or doubtful figures; null if there is nothing to explain.</param>
internal sealed record PatternResult(
    string Pattern, bool IsInUse, TimeSpan? Start, double? CallsPerSecond, TimeSpan? P50, TimeSpan? P99, string? Remark)
{
    public static PatternResult Without(string pattern, bool isInUse, string remark) => new(pattern, isInUse, null, null, null, null, remark);
}
