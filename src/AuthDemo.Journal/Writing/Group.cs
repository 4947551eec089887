using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Writing;

/// <summary>
/// Writes that become one commit: an open transaction, the head of the log locked in it, and the sessions concerned. Used by one
/// writer at a time and only until its transaction ends.
/// </summary>
internal sealed class Group
{
    private readonly LogHead _head;
    private readonly JournalKeys _keys;
    private readonly Dictionary<string, SessionRow> _sessions;
    private readonly List<LogEntry> _entries = [];

    private Group(JournalDb db, LogHead head, JournalKeys keys, Dictionary<string, SessionRow> sessions) =>
        (Db, _head, _keys, _sessions) = (db, head, keys, sessions);

    /// <summary>The context of the transaction.</summary>
    public JournalDb Db { get; }

    /// <summary>Where the log stands, with what this group has added.</summary>
    public LogHead Head => _head;

    /// <summary>What this group has added to the log.</summary>
    public IReadOnlyList<LogEntry> Entries => _entries;

    /// <summary>Takes the head's lock inside the transaction under way and reads the sessions named.</summary>
    public static async Task<Group> OpenAsync(
        JournalDb db, JournalKeys keys, IReadOnlyCollection<string> sessions, CancellationToken cancellation)
    {
        // SQLite: the transaction is IMMEDIATE, nobody else writes. PostgreSQL: the row's lock is what writers take turns on.
        var heads = db.Database.IsNpgsql() ? db.Head.FromSql($"""SELECT * FROM "Head" FOR UPDATE""") : db.Head;
        var head = await heads.SingleOrDefaultAsync(cancellation)
            ?? throw new JournalDamagedException("The journal's head is gone.");
        var rows = sessions.Count == 0
            ? []
            : await db.Sessions.Where(row => sessions.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellation);
        return new Group(db, head, keys, rows);
    }

    /// <summary>Writes the head and the first entry of a new log.</summary>
    public static async Task CreateLogAsync(JournalDb db, JournalKeys keys, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await db.Events.AnyAsync(cancellation))
            throw new JournalDamagedException("The journal's head is gone.");
        var head = new LogHead { Hash = Chain.Origin, TrimmedHash = Chain.Origin, Seal = [] };
        db.Head.Add(head);
        var group = new Group(db, head, keys, []);
        group.Append(now, JournalEventType.JournalCreated, null, Actors.Service, new Facts());
        await group.SaveAsync(cancellation);
    }

    /// <summary>The session as this group sees it, or null. It was named when the group was opened, or added since.</summary>
    public SessionRow? Find(string session) => _sessions.GetValueOrDefault(session);

    /// <summary>Adds a new session's row.</summary>
    public void Add(SessionRow session)
    {
        _sessions.Add(session.Id, session);
        Db.Sessions.Add(session);
    }

    /// <summary>Adds an entry to the end of the log.</summary>
    public LogEntry Append(
        DateTimeOffset at, JournalEventType type, string? session, string actor, Facts facts, byte[]? @sealed = null)
    {
        // Times are kept in whole milliseconds, and the hash is over what is kept.
        var kept = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
        var seq = _head.Seq + 1;
        var json = facts.ToJson();
        var hash = Chain.Hash(_head.Hash, seq, kept, type.Name, session, actor, json, @sealed);
        var entry = new LogEntry
        {
            Seq = seq, At = kept, Type = type.Name, SessionId = session, Actor = actor, Facts = json, Sealed = @sealed, Hash = hash,
        };
        (_head.Seq, _head.Hash) = (seq, hash);
        Db.Events.Add(entry);
        _entries.Add(entry);
        return entry;
    }

    /// <summary>Seals the head and sends everything to the database; the transaction is still open afterwards.</summary>
    public Task SaveAsync(CancellationToken cancellation)
    {
        _head.Seal = Chain.Seal(_keys.Chain, _head);
        return Db.SaveChangesAsync(cancellation);
    }

    /// <summary>The sessions this group has changed or added.</summary>
    public IReadOnlyList<SessionRow> ChangedSessions() =>
        [.. Db.ChangeTracker.Entries<SessionRow>().Where(entry => entry.State is EntityState.Added or EntityState.Modified).Select(entry => entry.Entity)];
}
