namespace AuthDemo.Sessions.Journaling;

/// <summary>
/// Where sessions are written before anybody is told of them. A write is one unit: the session's record and what happened to it
/// become durable together or not at all. Many sessions write at the same time, so an implementation may group their writes
/// into one commit. Expected failures are members of the replies; nothing is thrown for them.
/// </summary>
public interface ISessionJournal
{
    /// <summary>
    /// Appends what happened and puts the record in the place of the session's earlier one. Durable when it answers
    /// <see cref="JournalWrite.Written"/>.
    /// </summary>
    /// <param name="session">The session after what happened. Its version must be higher than the one written before.</param>
    /// <param name="happened">What led there, oldest first; at least one.</param>
    /// <param name="cancellation">Gives the wait up; the write may have happened.</param>
    Task<JournalWrite> AppendAsync(
        SessionRecord session, IReadOnlyList<SessionEvent> happened, CancellationToken cancellation = default);

    /// <summary>The sessions that have not ended: whoever starts takes them up.</summary>
    Task<JournalRunning> RunningAsync(CancellationToken cancellation = default);

    /// <summary>The session as it was last written.</summary>
    Task<JournalRead> FindAsync(SessionId id, CancellationToken cancellation = default);

    /// <summary>The session that this browser started last.</summary>
    /// <param name="ownerHash"><see cref="OwnerKey.Hash"/>.</param>
    /// <param name="cancellation">Gives the wait up.</param>
    Task<JournalRead> FindLatestAsync(string ownerHash, CancellationToken cancellation = default);
}

/// <summary>How a write ended.</summary>
public abstract record JournalWrite
{
    private JournalWrite() { }

    /// <summary>Durable.</summary>
    public sealed record Written : JournalWrite;

    /// <summary>A record of the same or a higher version is there: somebody else owns the session now. Nothing was written.</summary>
    public sealed record Outdated : JournalWrite;

    /// <summary>The session would complete with a proof that another session completed with. Nothing was written.</summary>
    public sealed record ProofUsed : JournalWrite;

    /// <summary>
    /// Nothing was written, as far as the journal knows; the same write may be tried again. A repeat of a write that did arrive is
    /// answered <see cref="Written"/>.
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

    /// <summary>There is none, or its retention is over.</summary>
    public sealed record NotFound : JournalRead;

    /// <summary>The journal cannot be read now.</summary>
    /// <param name="Why">For the log; never data.</param>
    public sealed record Unavailable(string Why) : JournalRead;
}

/// <summary>How a look for running sessions ended.</summary>
public abstract record JournalRunning
{
    private JournalRunning() { }

    /// <summary>These have not ended.</summary>
    public sealed record Found(IReadOnlyList<SessionId> Sessions) : JournalRunning;

    /// <summary>The journal cannot be read now.</summary>
    /// <param name="Why">For the log; never data.</param>
    public sealed record Unavailable(string Why) : JournalRunning;
}
