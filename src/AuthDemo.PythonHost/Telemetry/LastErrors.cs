
namespace AuthDemo.PythonHost.Telemetry;

/// <summary>
/// The latest failed calls and lost runners, newest first. What repeats is kept once and counted, so that a thousand calls that fail
/// alike do not push out the one that failed otherwise. Nothing a call was given or said is kept: the text of an exception may hold
/// anything, so its type and place stand for it.
/// </summary>
internal sealed class LastErrors(TimeProvider time)
{
    /// <summary>More than these are forgotten.</summary>
    public const int Kept = 50;

    private readonly Lock _lock = new();
    private readonly List<PythonIncident> _incidents = [];

    public IReadOnlyList<PythonIncident> Snapshot()
    {
        lock (_lock)
            return [.. _incidents];
    }

    /// <summary>Keeps a call that was answered with anything but a result; one that its caller gave up is no failure.</summary>
    public void Note(PythonCall call, PythonReply reply)
    {
        if (reply is PythonReply.Returned or PythonReply.Cancelled)
            return;
        Add(PythonMetrics.Outcome(reply), reply is PythonReply.StartFailed failed ? failed.Message : $"{call.Function} {Describe(reply)}");
    }

    /// <param name="outcome">As in the metrics, or what became of a runner.</param>
    /// <param name="message">A sentence in the host's own words.</param>
    public void Add(string outcome, string message)
    {
        lock (_lock)
        {
            var known = _incidents.FindIndex(incident => incident.Outcome == outcome && incident.Message == message);
            var times = known < 0 ? 0 : _incidents[known].Times;
            if (known >= 0)
                _incidents.RemoveAt(known);
            else if (_incidents.Count == Kept)
                _incidents.RemoveAt(Kept - 1);
            _incidents.Insert(0, new PythonIncident(time.GetUtcNow(), outcome, message, times + 1));
        }
    }

    private static string Describe(PythonReply reply) => reply switch
    {
        PythonReply.Raised { Error: var error } => $"raised {error.Type}{(error.Traceback.Count > 0 ? $" at {error.Traceback[^1]}" : "")}.",
        PythonReply.TimedOutWaiting => "found no place within its wait budget.",
        PythonReply.TimedOutRunning => "did not return within its run budget.",
        PythonReply.PoolExhausted full => FormattableString.Invariant($"was not taken: {full.QueueLimit} calls wait or workers are named already."),
        PythonReply.WorkerDied died => $"ended with its process: {died.Signal ?? (died.ExitCode is { } code ? FormattableString.Invariant($"exit code {code}") : "the connection broke")}.",
        _ => "was not answered as the protocol says.",
    };
}
