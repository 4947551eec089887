using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.Workers;

/// <summary>
/// The calls that a worker was sent and has not answered, in order. The worker writes each reply before it begins the next call, so the
/// first of them is the one that runs. The worker's lock guards it; what is said to be lock-free may be a moment old.
/// </summary>
internal sealed class InFlightCalls(CallQueue queue)
{
    private readonly LinkedList<(PendingCall Call, long Id)> _calls = new();
    private int _count;
    private long _headId;
    private long _headStarted;
    private long _headRunsUntil;

    /// <summary>Lock-free.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The call that runs; 0 for none. Lock-free.</summary>
    public long HeadId => Volatile.Read(ref _headId);

    /// <summary>When the call that runs began, as far as anyone outside the worker can know. Lock-free.</summary>
    public long HeadStarted => Volatile.Read(ref _headStarted);

    /// <summary>When the worker last became idle.</summary>
    public long IdleSince { get; set; }

    /// <summary>The call that runs; null for none.</summary>
    public (PendingCall Call, long Id)? Head => _calls.First?.Value;

    /// <summary>Adds a call behind all others. False when it runs now, but was answered before it began.</summary>
    public bool Add(PendingCall call)
    {
        _calls.AddLast((call, call.Id));
        _count = _calls.Count;
        return _count > 1 || BeginHead();
    }

    /// <summary>
    /// Takes out the call that runs and begins the next. <c>Begun</c> is false when the next was answered before it began: its caller
    /// cancelled and it was not recalled in time. Null when another call runs.
    /// </summary>
    public (PendingCall Call, bool Begun)? CompleteHead(long id)
    {
        if (Head is not { } head || head.Id != id)
            return null;
        _calls.RemoveFirst();
        _count = _calls.Count;
        return (head.Call, BeginHead());
    }

    /// <summary>The state of the call that runs; null for none.</summary>
    public RunningCallState? Inspect(long now) => Head is not var (call, id) ? null : new(
        call, id, HasFollowers: _calls.Count > 1, PastDeadline: _headRunsUntil <= now,
        Recent: now - HeadStarted < queue.Units(CallQueue.TickInterval), Cancelled: call.Phase == CallPhase.Answered);

    /// <summary>Takes out the calls with these ids that have not begun.</summary>
    public IReadOnlyList<PendingCall> Remove(IEnumerable<long> ids)
    {
        var removed = new List<PendingCall>();
        foreach (var id in ids)
        {
            for (var node = _calls.First?.Next; node is not null; node = node.Next)
            {
                if (node.Value.Id != id)
                    continue;
                removed.Add(node.Value.Call);
                _calls.Remove(node);
                break;
            }
        }
        _count = _calls.Count;
        return removed;
    }

    /// <summary>Takes out all.</summary>
    public IReadOnlyList<(PendingCall Call, long Id)> Clear()
    {
        (PendingCall, long)[] all = [.. _calls];
        _calls.Clear();
        _count = 0;
        Volatile.Write(ref _headId, 0);
        return all;
    }

    private bool BeginHead()
    {
        if (Head is not var (call, id))
        {
            Volatile.Write(ref _headId, 0);
            IdleSince = queue.Now;
            return true;
        }
        var now = queue.Now;
        Volatile.Write(ref _headStarted, now);
        var until = queue.Begin(call);
        _headRunsUntil = until == 0 ? now + call.RunBudget : until;
        Volatile.Write(ref _headId, id);
        return until != 0;
    }
}

/// <summary>The call that runs in a worker, at one moment.</summary>
/// <param name="Call">The call.</param>
/// <param name="Id">Its id: the object may serve another call later.</param>
/// <param name="HasFollowers">Other calls were sent behind it.</param>
/// <param name="PastDeadline">Its run budget is over.</param>
/// <param name="Recent">It began a moment ago: calls that were recalled before may still be on their way back.</param>
/// <param name="Cancelled">Somebody answered it already.</param>
internal readonly record struct RunningCallState(PendingCall Call, long Id, bool HasFollowers, bool PastDeadline, bool Recent, bool Cancelled);
