namespace AuthDemo.Sessions.Journaling;

/// <summary>
/// The last answer of BankID to each running session, from its arrival until the session has ended in the journal. BankID hands a
/// final result out once: if this process dies before what came of it is committed, the next one digests the answer from here.
/// </summary>
/// <remarks>
/// Before the journal, not instead of it: nobody is told of what is only here. Best effort, so nothing is thrown and nothing waits
/// for a disk; what cannot be kept costs no more than it did without.
/// </remarks>
public interface IResponseStore
{
    /// <summary>Keeps an answer in the place of the session's earlier one. When it returns, the death of this process does not lose it.</summary>
    void Keep(SessionId session, StoredResponse answer);

    /// <summary>The session's last answer; null when there is none, or it is not whole or not readable.</summary>
    Task<StoredResponse?> FindAsync(SessionId session, CancellationToken cancellation = default);

    /// <summary>The session has ended in the journal: its answer is of no further use.</summary>
    void Forget(SessionId session);

    /// <summary>The sessions that an answer is kept of.</summary>
    IReadOnlyCollection<SessionId> Sessions();
}

/// <summary>What goes with a journal in memory: it dies with the process, so there would be nothing to digest an answer into.</summary>
internal sealed class NullResponseStore : IResponseStore
{
    public void Keep(SessionId session, StoredResponse answer) { }

    public Task<StoredResponse?> FindAsync(SessionId session, CancellationToken cancellation = default) => Task.FromResult<StoredResponse?>(null);

    public void Forget(SessionId session) { }

    public IReadOnlyCollection<SessionId> Sessions() => [];
}
