using AuthDemo.Sessions.Protocol;

namespace AuthDemo.Sessions.Processing;

/// <summary>When a session ends by time alone: its owner is gone, or its total time is over.</summary>
internal sealed class SessionDeadlines(SessionState session, SessionsOptions options)
{
    private DateTimeOffset _ownerSeenAt = session.Now;

    private DateTimeOffset EndsAt => session.Record.StartedAt + options.TotalTime;

    // A phone session has no browser that could be gone.
    private DateTimeOffset OwnerGoneAt =>
        session.Record.Intent.Flow.IsByPhone() ? DateTimeOffset.MaxValue : _ownerSeenAt + options.OwnerGoneAfter;

    /// <summary>The owner follows the session, or has just stopped.</summary>
    public void OwnerSeen() => _ownerSeenAt = session.Now;

    /// <summary>The event that time has brought; null when there is none yet.</summary>
    public SeamEvent? DueEvent(DateTimeOffset? tickAt)
    {
        var now = session.Now;
        return now >= OwnerGoneAt ? new SeamEvent.Cancel(CancelledBy.OwnerGone)
            : now >= EndsAt ? new SeamEvent.Cancel(CancelledBy.Expired)
            : now >= tickAt ? new SeamEvent.Tick()
            : null;
    }

    /// <summary>When the next event is due.</summary>
    public DateTimeOffset Next(DateTimeOffset? tickAt)
    {
        var end = Earlier(OwnerGoneAt, EndsAt);
        return tickAt is { } tick ? Earlier(end, tick) : end;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
