namespace AuthDemo.PythonHost.Queueing;

/// <summary>Takers that found nothing to take. The least loaded comes first, among equals the one that came last: its caches are warm.</summary>
internal sealed class IdleTakers
{
    private readonly List<ICallTaker> _takers = [];

    /// <summary>One of them would take a call now.</summary>
    public bool Any => _takers.Exists(taker => taker.Load != ICallTaker.Full);

    public void Add(ICallTaker taker)
    {
        if (!_takers.Contains(taker))
            _takers.Add(taker);
    }

    public void Remove(ICallTaker taker) => _takers.Remove(taker);

    /// <summary>The one to wake; null when all are full.</summary>
    public ICallTaker? Pop()
    {
        var (best, least) = (-1, ICallTaker.Full);
        for (var i = _takers.Count - 1; i >= 0 && least > 0; i--)
            if (_takers[i].Load is var load && load < least)
                (best, least) = (i, load);
        if (best < 0)
            return null;
        var taker = _takers[best];
        _takers.RemoveAt(best);
        return taker;
    }

    public IReadOnlyList<ICallTaker> PopAll()
    {
        ICallTaker[] all = [.. _takers];
        _takers.Clear();
        return all;
    }
}
