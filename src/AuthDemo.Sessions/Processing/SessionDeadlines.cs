using AuthDemo.Sessions.Protocol;

namespace AuthDemo.Sessions.Processing;

/// <summary>When a session ends by time alone: its owner is gone while the page is needed, or its total time is over.</summary>
internal sealed class SessionDeadlines(SessionState session, SessionsOptions options)
{
    private DateTimeOffset _ownerSeenAt = session.Now;

    private DateTimeOffset EndsAt => session.Record.StartedAt + options.TotalTime;

    private DateTimeOffset OwnerGoneAt => NeedsOwner ? _ownerSeenAt + options.OwnerGoneAfter : DateTimeOffset.MaxValue;

    // Only a QR code needs its page. On the same device the app covers the page, which then may be suspended; once the app has the order,
    // BankID's own time limit ends it; and a phone session has no browser.
    private bool NeedsOwner => session.Record.Intent.Device is Device.Other
        && session.Record.State is AuthState.Starting or AuthState.Renewing or AuthState.AwaitingScan or AuthState.WaitingForApp;

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
