using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>The call that an interpreter runs. Its thread writes it, supervision reads it.</summary>
internal sealed class CurrentCall
{
    private PendingCall? _call;
    private long _id;
    private long _runsUntil;
    private long _interruptedId;

    /// <summary>0 between calls.</summary>
    public long Id => Volatile.Read(ref _id);

    /// <summary>Null between calls. The object may serve another call by the time it is read: compare <see cref="Id"/>.</summary>
    public PendingCall? Call => _call;

    /// <summary>It was interrupted.</summary>
    public bool IsInterrupted => _interruptedId == _id;

    public void Begin(PendingCall call)
    {
        _call = call;
        Volatile.Write(ref _runsUntil, call.RunsUntil);
        Volatile.Write(ref _id, call.Id);
    }

    /// <summary>The function has returned; whether it was interrupted. Under the GIL, so that no interrupt for this call can follow.</summary>
    public bool End()
    {
        var id = _id;
        Volatile.Write(ref _id, 0);
        return _interruptedId == id;
    }

    /// <summary>The reply is known: nothing of the call is needed any more.</summary>
    public void Clear() => _call = null;

    /// <summary>The call with this id is about to be interrupted; false when it has ended. Under the GIL.</summary>
    public bool MarkInterrupted(long id)
    {
        if (Id != id)
            return false;
        _interruptedId = id;
        return true;
    }

    /// <summary>The call that is past its deadline, answered as such if nobody answered it yet; 0 for none.</summary>
    public long Overdue(CallQueue queue, long now)
    {
        var id = Id;
        var call = _call;
        if (id == 0 || call is null || Volatile.Read(ref _runsUntil) > now || Id != id)
            return 0;
        queue.TryExpire(call, id, now);
        return id;
    }
}
