using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Storage;
using AuthDemo.Journal.Writing;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Sessions;

/// <summary>The session journal in the database: a transition is durable before anyone learns of it.</summary>
internal sealed class DurableJournal(JournalDatabase database, JournalWriter writer, DataKeys keys, SessionKeys sessionKeys) : ISessionJournal
{
    public async Task<JournalWrite> AppendAsync(
        SessionRecord session, IReadOnlyList<SessionEvent> events, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentOutOfRangeException.ThrowIfZero(events?.Count ?? 0, nameof(events));
        SessionAppend append;
        try
        {
            if (await database.PrepareAsync(cancellation) is { } unprepared)
                return new JournalWrite.Unavailable(unprepared.Code());
            if (await sessionKeys.FindOrCreateAsync(session.Id, cancellation) is not { } key)
                return new JournalWrite.Outdated();
            append = new SessionAppend(session, events!, key, database.Keys);
        }
        catch (Exception e) when (DatabaseErrors.Classify(e) is { } failure)
        {
            return new JournalWrite.Unavailable(failure.Code());
        }
        var written = await writer.WriteAsync(append.ApplyAsync, [session.Id.Value], cancellation: cancellation);
        var result = written.Match(write => write, failure => new JournalWrite.Unavailable(failure.Code()));
        if (result is JournalWrite.Outdated || (session.State.IsFinal && result is not JournalWrite.ProofUsed))
            sessionKeys.Remove(session.Id);
        return result;
    }

    public Task<JournalRead> FindAsync(SessionId id, CancellationToken cancellation = default) =>
        ReadAsync(sessions => sessions.Where(row => row.Id == id.Value), cancellation);

    public Task<JournalRead> FindLatestAsync(string ownerHash, CancellationToken cancellation = default) =>
        ReadAsync(sessions => sessions.Where(row => row.OwnerHash == ownerHash).OrderByDescending(row => row.StartedAt), cancellation);

    public async Task<JournalRunning> RunningAsync(CancellationToken cancellation = default)
    {
        var ids = await database.QueryAsync(
            db => db.Sessions.AsNoTracking().Where(row => row.EndedAt == null).OrderBy(row => row.StartedAt)
                .Select(row => row.Id).ToListAsync(cancellation),
            cancellation);
        return ids.Match<JournalRunning>(
            found => new JournalRunning.Found([.. found.Select(StoredSessionId.Parse)]), failure => new JournalRunning.Unavailable(failure.Code()));
    }

    private async Task<JournalRead> ReadAsync(Func<IQueryable<SessionRow>, IQueryable<SessionRow>> which, CancellationToken cancellation)
    {
        var read = await database.QueryAsync(
            async db => await which(db.Sessions.AsNoTracking())
                .Select(row => new { row.Id, row.DataKey, row.Record }).FirstOrDefaultAsync(cancellation) is { } row
                ? Open(row.Id, row.DataKey, row.Record)
                : new JournalRead.NotFound(),
            cancellation);
        return read.Match(found => found, failure => new JournalRead.Unavailable(failure.Code()));
    }

    private JournalRead Open(string id, byte[]? dataKey, byte[]? @sealed)
    {
        if (dataKey is null || @sealed is null)
            return new JournalRead.NotFound(); // erased
        return keys.Open(id, dataKey)?.Open(@sealed, "record") is { } json && RecordJson.Read<SessionRecord>(json) is { } record
            ? new JournalRead.Found(record)
            : new JournalRead.Unavailable(JournalFailure.Damaged.Code());
    }
}
