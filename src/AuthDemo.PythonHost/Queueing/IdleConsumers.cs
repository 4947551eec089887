namespace AuthDemo.PythonHost.Queueing;

/// <summary>Consumers that found no call. The least loaded comes first, among equals the one that came last: its caches are warm.</summary>
internal sealed class IdleConsumers
{
    private readonly List<ICallConsumer> _consumers = [];

    /// <summary>One of them would take a call now.</summary>
    public bool Any => _consumers.Exists(consumer => consumer.Load != ICallConsumer.Full);

    public void Add(ICallConsumer consumer)
    {
        if (!_consumers.Contains(consumer))
            _consumers.Add(consumer);
    }

    public void Remove(ICallConsumer consumer) => _consumers.Remove(consumer);

    /// <summary>The one to wake; null when all are full.</summary>
    public ICallConsumer? Pop()
    {
        var (best, least) = (-1, ICallConsumer.Full);
        for (var i = _consumers.Count - 1; i >= 0 && least > 0; i--)
            if (_consumers[i].Load is var load && load < least)
                (best, least) = (i, load);
        if (best < 0)
            return null;
        var consumer = _consumers[best];
        _consumers.RemoveAt(best);
        return consumer;
    }
}
