namespace AuthDemo.PythonHost.Queueing;

/// <summary>
/// The calls that wait, in two lanes, each first in, first out. Hurried calls, which may not wait as long as the host's default, go
/// before patient ones, but only <see cref="HurriedInARow"/> of them while a patient one waits: then it is that one's turn. So the
/// n-th patient call is taken at the latest as number <c>n * (HurriedInARow + 1)</c> from when it came, however many hurried ones come.
/// </summary>
internal sealed class WaitingCalls
{
    /// <summary>Four fifths of the turns for those who can not wait, a fifth for those who can (decision 0031).</summary>
    public const int HurriedInARow = 4;

    private readonly CallList _hurried = new();
    private readonly CallList _patient = new();
    private int _inARow;

    public int Count => _hurried.Count + _patient.Count;

    /// <summary>How many wait in the lane; each is bounded by itself, so that a flood in one refuses nobody in the other.</summary>
    public int CountOf(bool hurried) => (hurried ? _hurried : _patient).Count;

    /// <summary>Any of them; null when none waits.</summary>
    public PendingCall? Any => _hurried.First ?? _patient.First;

    public void Add(PendingCall call) => LaneOf(call).AddLast(call);

    /// <summary>A call that was taken waits again, before all others of its lane.</summary>
    public void PutBack(PendingCall call) => LaneOf(call).AddFirst(call);

    public void Remove(PendingCall call) => LaneOf(call).Remove(call);

    /// <summary>Takes out the call whose turn it is; null when none waits.</summary>
    public PendingCall? Take()
    {
        var lane = _patient.First is null || (_hurried.First is not null && _inARow < HurriedInARow) ? _hurried : _patient;
        if (lane.First is not { } call)
            return null;
        lane.Remove(call);
        _inARow = lane == _hurried && _patient.First is not null ? _inARow + 1 : 0;
        return call;
    }

    /// <summary>Adds the calls whose wait budget is over at <paramref name="now"/>; they still wait.</summary>
    public void CollectExpired(long now, ref List<PendingCall>? expired)
    {
        foreach (var lane in (ReadOnlySpan<CallList>)[_hurried, _patient])
            for (var call = lane.First; call is not null; call = call.Next)
                if (call.WaitsUntil <= now)
                    (expired ??= []).Add(call);
    }

    private CallList LaneOf(PendingCall call) => call.Hurried ? _hurried : _patient;
}
