using System.Text;
using AuthDemo.PythonHost;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>Calls through one host for a while, from a few callers at once.</summary>
/// <param name="pattern">As in <see cref="PatternResult"/>.</param>
/// <param name="callers">How many call at the same time.</param>
/// <param name="time">Measures.</param>
internal sealed class PatternMeasurement(string pattern, int callers, TimeProvider time)
{
    /// <summary>How long calls are made, the start not counted.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(30);
    private static readonly PythonCall s_call = new("bankid.host_api.handle", Encoding.UTF8.GetBytes("""{"op":"describe"}"""));

    // Its host starts before it: on a busy machine that alone takes longer than a call may wait.
    private static readonly PythonCall s_first = s_call with { WaitBudget = s_longestStart, RunBudget = s_longestStart };

    private long? _begun;
    private int _failed;

    public string Pattern => pattern;

    /// <summary>How much of it is done: 0 while the host starts, then up to 1.</summary>
    public double Share => _begun is { } begun ? Math.Min(1, time.GetElapsedTime(begun) / Lasts) : 0;

    /// <summary>Measures; throws when it is cancelled.</summary>
    public async Task<PatternResult> RunAsync(IPythonHost host, bool isInUse, CancellationToken cancellation)
    {
        var startedAt = time.GetTimestamp();
        var first = await host.CallAsync(s_first, cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (first is not PythonReply.Returned)
            return PatternResult.Without(pattern, isInUse, "no_start");
        var start = time.GetElapsedTime(startedAt);

        var begun = time.GetTimestamp();
        _begun = begun;
        var spans = (await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => CallAsync(host, begun, cancellation), cancellation))))
            .SelectMany(own => own).Order().ToArray();
        return new(pattern, isInUse, isInUse ? null : start, spans.Length / time.GetElapsedTime(begun).TotalSeconds,
            spans[spans.Length / 2], spans[(int)(spans.Length * 0.99)], _failed == 0 ? null : "failed_calls");
    }

    private async Task<List<TimeSpan>> CallAsync(IPythonHost host, long begun, CancellationToken cancellation)
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
        while (time.GetElapsedTime(begun) < Lasts);
        return spans;
    }
}

/// <summary>One pattern's figures.</summary>
/// <param name="Pattern"><c>embedded</c>, <c>workers</c>, <c>http</c>, <c>per_call</c>.</param>
/// <param name="IsInUse">It is the one that serves.</param>
/// <param name="Start">From nothing to the first reply; null for the one in use.</param>
/// <param name="CallsPerSecond">Null where it did not run.</param>
/// <param name="P50">Half the calls took no longer, waiting included.</param>
/// <param name="P99">All but one in a hundred.</param>
/// <param name="Remark">A word for why figures are missing or doubtful; null when all is well.</param>
internal sealed record PatternResult(
    string Pattern, bool IsInUse, TimeSpan? Start, double? CallsPerSecond, TimeSpan? P50, TimeSpan? P99, string? Remark)
{
    public static PatternResult Without(string pattern, bool isInUse, string remark) => new(pattern, isInUse, null, null, null, null, remark);
}
