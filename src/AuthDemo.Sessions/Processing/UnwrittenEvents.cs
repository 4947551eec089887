using AuthDemo.Sessions.Journaling;

namespace AuthDemo.Sessions.Processing;

/// <summary>Events that the journal does not have yet, and the calls that led to them.</summary>
internal sealed class UnwrittenEvents
{
    private readonly List<SessionEvent> _events = [];

    /// <summary>Calls since the last event.</summary>
    public CallTally Calls { get; } = new();

    public bool IsEmpty => _events.Count == 0;

    public void Add(SessionEvent happened) => _events.Add(happened);

    public void Clear() => _events.Clear();

    /// <summary>Puts another end in the place of the one that could not be written; it keeps the calls of that one.</summary>
    public void ReplaceEnd(SessionEvent.Ended end)
    {
        var calls = _events.OfType<SessionEvent.Ended>().SelectMany(replaced => replaced.Calls).ToList();
        _events.RemoveAll(happened => happened is SessionEvent.Ended);
        _events.Add(end with { Calls = calls });
    }

    /// <summary>
    /// The events, oldest first. The first one lists the calls. An end also lists the requests that are still pending, because nothing
    /// will be recorded of them later.
    /// </summary>
    public IReadOnlyList<SessionEvent> ToWrite(PendingRequests requests)
    {
        // A write that is tried again has its calls already.
        if (_events[0].Calls.Count == 0)
        {
            if (_events.Exists(happened => happened is SessionEvent.Ended))
                foreach (var path in requests.Paths)
                    Calls.AddSent(path);
            _events[0] = _events[0] with { Calls = Calls.Drain() };
        }

        return [.. _events];
    }
}
