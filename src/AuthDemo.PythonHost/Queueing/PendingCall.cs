using System.Diagnostics;
using System.Threading.Tasks.Sources;

namespace AuthDemo.PythonHost.Queueing;

/// <summary>
/// One call: what the caller awaits and what a consumer runs. Every change of <see cref="Phase"/> happens under the
/// queue's lock, so exactly one of consumer, deadline, cancellation and shutdown completes it. An object is used again only when its
/// consumer completed it and the caller has read the reply; one that somebody else completed stays with whoever still holds it.
/// </summary>
internal sealed class PendingCall : IValueTaskSource<PythonReply>
{
    private ManualResetValueTaskSourceCore<PythonReply> _answer;
    private readonly CallQueue _queue;

    public PendingCall(CallQueue queue) => _queue = queue;

    public PythonCall Call { get; private set; } = null!;

    /// <summary>Unique in this process; goes to Python and into every log line of the call.</summary>
    public long Id { get; private set; }

    /// <summary>The span of this call, when anyone listens.</summary>
    public Activity? Activity { get; private set; }

    public CallPhase Phase { get; set; }

    /// <summary>When it was taken into the queue, and when it began to run: timestamps of the queue's clock.</summary>
    public long Entered { get; private set; }

    public long Started { get; set; }

    /// <summary>Timestamps after which it no longer waits, or runs (set when it starts).</summary>
    public long WaitsUntil { get; private set; }

    public long RunsUntil { get; set; }

    public long RunBudget { get; private set; }

    /// <summary>Its wait budget is below the host's default: its lane in <see cref="WaitingCalls"/>.</summary>
    public bool Urgent { get; private set; }

    /// <summary>Neighbours in the queue; owned by it.</summary>
    public PendingCall? Previous { get; set; }

    public PendingCall? Next { get; set; }

    public CancellationTokenRegistration Cancellation { get; set; }

    /// <summary>What runs it.</summary>
    public ICallConsumer? Consumer { get; set; }

    /// <summary>Completed by its consumer, so nobody else can still hold it.</summary>
    public bool Reusable { get; set; }

    public ValueTask<PythonReply> Answer => new(this, _answer.Version);

    public void Begin(PythonCall call, long id, Activity? activity, long now, long waitBudget, long runBudget, bool urgent)
    {
        (Call, Id, Activity, Entered, WaitsUntil, RunBudget) = (call, id, activity, now, now + waitBudget, runBudget);
        (Phase, Reusable, Started, RunsUntil, Urgent) = (CallPhase.Waiting, false, 0, long.MaxValue, urgent);
    }

    /// <summary>The caller cancels.</summary>
    public void Cancel() => _queue.Cancel(this);

    /// <summary>The caller goes on: on the thread pool, or on this thread before the method returns.</summary>
    public void SetAnswer(PythonReply reply, bool onPool)
    {
        _answer.RunContinuationsAsynchronously = onPool;
        _answer.SetResult(reply);
    }

    public PythonReply GetResult(short token)
    {
        var reply = _answer.GetResult(token);
        Cancellation.Dispose(); // waits for a callback under way: after this nobody cancels the next use
        if (!Reusable)
            return reply;
        _answer.Reset();
        (Call, Activity, Consumer, Cancellation) = (null!, null, null, default);
        _queue.Reuse(this);
        return reply;
    }

    public ValueTaskSourceStatus GetStatus(short token) => _answer.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _answer.OnCompleted(continuation, state, token, flags);
}

internal enum CallPhase
{
    Waiting,
    Running,
    Answered,
}
