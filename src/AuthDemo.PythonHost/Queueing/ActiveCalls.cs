namespace AuthDemo.PythonHost.Queueing;

/// <summary>The calls that wait and those that run, and the phase of each. Not synchronised: the queue's lock guards it.</summary>
internal sealed class ActiveCalls
{
    private readonly WaitingCalls _waiting = new();

    public int Waiting => _waiting.Count;

    public int Running { get; private set; }

    /// <summary>How many wait in the lane.</summary>
    public int WaitingIn(bool urgent) => _waiting.CountOf(urgent);

    /// <summary>Any call that waits; null when none does.</summary>
    public PendingCall? AnyWaiting => _waiting.Any;

    public void Add(PendingCall call) => _waiting.Add(call);

    /// <summary>The next call, running from now on; null when none waits.</summary>
    public PendingCall? Start(ICallConsumer consumer, long now)
    {
        if (_waiting.Take() is not { } call)
            return null;
        Running++;
        call.Phase = CallPhase.Running;
        call.Consumer = consumer;
        call.Started = now;
        call.RunsUntil = now + call.RunBudget;
        return call;
    }

    /// <summary>A call that runs waits again, before all others of its lane.</summary>
    public void Requeue(PendingCall call)
    {
        Running--;
        call.Phase = CallPhase.Waiting;
        call.RunsUntil = long.MaxValue;
        _waiting.PutBack(call);
    }

    /// <summary>The call is answered. False when it was before.</summary>
    public bool Complete(PendingCall call, bool byItsConsumer)
    {
        if (call.Phase == CallPhase.Answered)
            return false;
        if (call.Phase == CallPhase.Waiting)
            _waiting.Remove(call);
        else
            Running--;
        call.Reusable = byItsConsumer || call.Phase == CallPhase.Waiting;
        call.Phase = CallPhase.Answered;
        return true;
    }

    /// <summary>Completes the calls whose wait budget is over.</summary>
    public IReadOnlyList<PendingCall> CompleteExpired(long now)
    {
        List<PendingCall>? expired = null;
        _waiting.CollectExpired(now, ref expired);
        foreach (var call in expired ?? [])
            Complete(call, byItsConsumer: false);
        return expired ?? (IReadOnlyList<PendingCall>)[];
    }
}
