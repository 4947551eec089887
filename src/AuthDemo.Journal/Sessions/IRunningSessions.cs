using AuthDemo.Sessions;

namespace AuthDemo.Journal;

/// <summary>
/// What must be looked after when the service starts: sessions that were running when it stopped. Each is found by
/// <c>ISessionJournal.FindAsync</c> and either taken up again or ended with a reason.
/// </summary>
public interface IRunningSessions
{
    /// <summary>The sessions that have not ended, oldest first.</summary>
    Task<Answer<IReadOnlyList<SessionId>>> RunningAsync(CancellationToken cancellation = default);
}
