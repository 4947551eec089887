namespace AuthDemo.PythonHost.Queueing;

/// <summary>
/// The calls that wait, in two lanes, each first in, first out. Urgent calls, whose wait budget is below the host's default, go before
/// normal ones, but only <see cref="UrgentInARow"/> of them while a normal one waits: then that one is next. So the n-th normal call is
/// taken at the latest as number <c>n * (UrgentInARow + 1)</c> from its arrival, however many urgent ones come.
/// </summary>
internal sealed class WaitingCalls
{
    /// <summary>Urgent calls get four fifths of the turns, normal ones a fifth (decision 0031).</summary>
    public const int UrgentInARow = 4;

    private readonly CallList _urgent = new();
    private readonly CallList _normal = new();
    private int _inARow;

    public int Count => _urgent.Count + _normal.Count;

    /// <summary>How many wait in the lane; each has a limit of its own, so that a flood in one rejects no call of the other.</summary>
    public int CountOf(bool urgent) => (urgent ? _urgent : _normal).Count;

    /// <summary>Any of them; null when none waits.</summary>
    public PendingCall? Any => _urgent.First ?? _normal.First;

    public void Add(PendingCall call) => LaneOf(call).AddLast(call);

    /// <summary>A call that was taken waits again, before all others of its lane.</summary>
    public void PutBack(PendingCall call) => LaneOf(call).AddFirst(call);

    public void Remove(PendingCall call) => LaneOf(call).Remove(call);

    /// <summary>Takes out the next call; null when none waits.</summary>
    public PendingCall? Take()
    {
        var lane = _normal.First is null || (_urgent.First is not null && _inARow < UrgentInARow) ? _urgent : _normal;
        if (lane.First is not { } call)
            return null;
        lane.Remove(call);
        _inARow = lane == _urgent && _normal.First is not null ? _inARow + 1 : 0;
        return call;
    }

    /// <summary>Adds the calls whose wait budget is over at <paramref name="now"/>; they still wait.</summary>
    public void CollectExpired(long now, ref List<PendingCall>? expired)
    {
        foreach (var lane in (ReadOnlySpan<CallList>)[_urgent, _normal])
            for (var call = lane.First; call is not null; call = call.Next)
                if (call.WaitsUntil <= now)
                    (expired ??= []).Add(call);
    }

    private CallList LaneOf(PendingCall call) => call.Urgent ? _urgent : _normal;
}
