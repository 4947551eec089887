using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Feed;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.ReadModels;
using AuthDemo.Journal.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Writing;

/// <summary>
/// The unit of work of one commit: an open transaction, the locked head of the audit log, and the rows of the sessions concerned.
/// Not thread-safe; valid until its transaction ends.
/// </summary>
internal sealed class WriteBatch
{
    private readonly JournalKeys _keys;
    private readonly Dictionary<string, SessionRow> _sessions;
    private readonly List<AuditEntryRow> _entries = [];

    private WriteBatch(JournalDb db, AuditLogHeadRow head, JournalKeys keys, Dictionary<string, SessionRow> sessions) =>
        (Db, Head, _keys, _sessions) = (db, head, keys, sessions);

    /// <summary>The context of the transaction.</summary>
    public JournalDb Db { get; }

    /// <summary>The end of the log, including the entries of this batch.</summary>
    public AuditLogHeadRow Head { get; }

    /// <summary>Nothing was appended: there is nothing to commit.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Locks the head of the log within the current transaction and loads the given sessions.</summary>
    public static async Task<WriteBatch> OpenAsync(
        JournalDb db, JournalKeys keys, IReadOnlyCollection<string> sessions, CancellationToken cancellation)
    {
        // SQLite: the transaction is IMMEDIATE, so there is no other writer. PostgreSQL: writers serialise on the row lock.
        var heads = db.Database.IsNpgsql() ? db.Head.FromSql($"""SELECT * FROM "Head" FOR UPDATE""") : db.Head;
        var head = await heads.SingleOrDefaultAsync(cancellation)
            ?? throw new JournalDamagedException("The head of the audit log is missing.");
        var rows = sessions.Count == 0
            ? []
            : await db.Sessions.Where(row => sessions.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellation);
        return new WriteBatch(db, head, keys, rows);
    }

    /// <summary>The session's row with the changes of this batch; null when there is none. Only sessions passed to <see cref="OpenAsync"/> are found.</summary>
    public SessionRow? Find(string session) => _sessions.GetValueOrDefault(session);

    /// <summary>Adds a new session's row.</summary>
    public void Add(SessionRow session)
    {
        _sessions.Add(session.Id, session);
        Db.Sessions.Add(session);
    }

    /// <summary>Whether another session completed with this proof, in the database or in this batch.</summary>
    public async Task<bool> IsProofUsedAsync(string proofHash, string session, CancellationToken cancellation) =>
        _sessions.Values.Any(row => row.ProofHash == proofHash && row.Id != session)
        || await Db.Sessions.AnyAsync(row => row.ProofHash == proofHash && row.Id != session, cancellation);

    /// <summary>Appends an entry to the log.</summary>
    public AuditEntryRow Append(
        DateTimeOffset at, JournalEventType type, string? session, string actor, AuditFacts facts, byte[]? @sealed = null)
    {
        var entry = Head.Append(at, type, session, actor, facts, @sealed);
        Db.Events.Add(entry);
        _entries.Add(entry);
        return entry;
    }

    /// <summary>What this batch changes, for the feed. Call it before <see cref="SaveAsync"/>.</summary>
    public JournalChanges Changes() => new(
        [.. Db.ChangeTracker.Entries<SessionRow>().Where(entry => entry.State is EntityState.Added or EntityState.Modified)
            .Select(entry => SessionSummary.Of(entry.Entity))],
        [.. _entries.Select(entry => AuditEntry.Of(entry))],
        Missed: false);

    /// <summary>Seals the head and sends all changes to the database; the transaction stays open.</summary>
    public Task SaveAsync(CancellationToken cancellation)
    {
        Head.Seal = HashChain.Seal(_keys.Chain, Head);
        return Db.SaveChangesAsync(cancellation);
    }
}
