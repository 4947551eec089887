namespace AuthDemo.Sessions.Journaling;

/// <summary>
/// Where sessions are written before they are published. A write is atomic: the session's record and its events become durable
/// together or not at all. Many sessions write at the same time, so an implementation may group their writes
/// into one commit. Expected failures are members of the replies; nothing is thrown for them.
/// </summary>
public interface ISessionJournal
{
    /// <summary>
    /// Appends the events and replaces the session's record. Durable when it returns <see cref="JournalWrite.Written"/>.
    /// </summary>
    /// <param name="session">The session after the events. Its version must be higher than the one written before.</param>
    /// <param name="happened">The events, oldest first; at least one.</param>
    /// <param name="cancellation">Stops waiting; the write may have happened.</param>
    Task<JournalWrite> AppendAsync(
        SessionRecord session, IReadOnlyList<SessionEvent> happened, CancellationToken cancellation = default);

    /// <summary>The sessions that have not ended, to be resumed at the start.</summary>
    Task<JournalRunning> RunningAsync(CancellationToken cancellation = default);

    /// <summary>The session as it was last written.</summary>
    Task<JournalRead> FindAsync(SessionId id, CancellationToken cancellation = default);

    /// <summary>The session that the browser started last.</summary>
    /// <param name="ownerHash"><see cref="OwnerKey.Hash"/>.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<JournalRead> FindLatestAsync(string ownerHash, CancellationToken cancellation = default);
}

/// <summary>How a write ended.</summary>
public abstract record JournalWrite
{
    private JournalWrite() { }

    /// <summary>Durable.</summary>
    public sealed record Written : JournalWrite;

    /// <summary>The journal has the same or a higher version: another activation owns the session now. Nothing was written.</summary>
    public sealed record Outdated : JournalWrite;

    /// <summary>The session would complete with a proof that another session completed with. Nothing was written.</summary>
    public sealed record ProofUsed : JournalWrite;

    /// <summary>
    /// Nothing was written, as far as the journal knows; the same write may be repeated. If the first one did succeed, the repeat
    /// returns <see cref="Written"/>.
    /// </summary>
    /// <param name="Why">For the log: <c>disk full</c>, <c>locked</c> …; never data.</param>
    public sealed record Unavailable(string Why) : JournalWrite;
}

/// <summary>How a read ended.</summary>
public abstract record JournalRead
{
    private JournalRead() { }

    /// <summary>The record.</summary>
    public sealed record Found(SessionRecord Session) : JournalRead;

    /// <summary>There is none, or it was deleted after its retention.</summary>
    public sealed record NotFound : JournalRead;

    /// <summary>The journal cannot be read now.</summary>
    /// <param name="Why">For the log; never data.</param>
    public sealed record Unavailable(string Why) : JournalRead;
}

/// <summary>How a query for running sessions ended.</summary>
public abstract record JournalRunning
{
    private JournalRunning() { }

    /// <summary>The sessions that have not ended.</summary>
    public sealed record Found(IReadOnlyList<SessionId> Sessions) : JournalRunning;

    /// <summary>The journal cannot be read now.</summary>
    /// <param name="Why">For the log; never data.</param>
    public sealed record Unavailable(string Why) : JournalRunning;
}
