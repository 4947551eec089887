namespace AuthDemo.Sessions.Journaling;

/// <summary>
/// The last response of BankID to each running session, from its arrival until the journal has the session's end. BankID returns a final
/// result once: if this process dies before that result is committed, the next one processes the stored response.
/// </summary>
/// <remarks>
/// The store complements the journal and does not replace it: nothing is published that is only here. Best effort: it throws nothing, and
/// callers do not wait for the disk.
/// </remarks>
public interface IResponseStore
{
    /// <summary>Stores a response and replaces the session's earlier one. After it returns, the response survives the death of this process.</summary>
    void Store(SessionId session, StoredResponse response);

    /// <summary>The session's last response; null when there is none, or it is incomplete or unreadable.</summary>
    Task<StoredResponse?> FindAsync(SessionId session, CancellationToken cancellation = default);

    /// <summary>Removes the response of a session whose end the journal has.</summary>
    void Remove(SessionId session);

    /// <summary>The sessions that have a stored response.</summary>
    IReadOnlyCollection<SessionId> Sessions();
}

/// <summary>Stores nothing. For the journal in memory, which is lost with the process as well.</summary>
internal sealed class NullResponseStore : IResponseStore
{
    public void Store(SessionId session, StoredResponse response) { }

    public Task<StoredResponse?> FindAsync(SessionId session, CancellationToken cancellation = default) => Task.FromResult<StoredResponse?>(null);

    public void Remove(SessionId session) { }

    public IReadOnlyCollection<SessionId> Sessions() => [];
}
