using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Storage;
using AuthDemo.Journal.Writing;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Sessions;

/// <summary>The journal that loses nothing: sessions written to the database before anyone is told of them.</summary>
internal sealed class DurableJournal(JournalDatabase database, JournalWriter writer, DataKeys keys, SessionKeys sessionKeys) : ISessionJournal
{
    public async Task<JournalWrite> AppendAsync(
        SessionRecord session, IReadOnlyList<SessionEvent> happened, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentOutOfRangeException.ThrowIfZero(happened?.Count ?? 0, nameof(happened));
        SessionWrite write;
        try
        {
            if (await database.PrepareAsync(cancellation) is { } unprepared)
                return new JournalWrite.Unavailable(unprepared.Word());
            if (await sessionKeys.FindOrNewAsync(session.Id, cancellation) is not { } key)
                return new JournalWrite.Outdated();
            write = new SessionWrite(session, happened!, key, database.Keys);
        }
        catch (Exception e) when (DatabaseTrouble.Find(e) is { } trouble)
        {
            return new JournalWrite.Unavailable(trouble.Word());
        }
        var written = await writer.WriteAsync((group, _) => ValueTask.FromResult(write.Apply(group)), [session.Id.Value], cancellation: cancellation);
        var reply = written switch
        {
            Written<JournalWrite>.Committed committed => committed.Value,
            Written<JournalWrite>.Unavailable unavailable => new JournalWrite.Unavailable(unavailable.Trouble.Word()),
            _ => throw new InvalidOperationException($"Unknown end of a write: {written.GetType().Name}."),
        };
        if (session.State.IsFinal || reply is JournalWrite.Outdated)
            sessionKeys.Forget(session.Id);
        return reply;
    }

    public Task<JournalRead> FindAsync(SessionId id, CancellationToken cancellation = default) =>
        ReadAsync(sessions => sessions.Where(row => row.Id == id.Value), cancellation);

    public Task<JournalRead> FindLatestAsync(string ownerHash, CancellationToken cancellation = default) =>
        ReadAsync(sessions => sessions.Where(row => row.OwnerHash == ownerHash).OrderByDescending(row => row.StartedAt), cancellation);

    public async Task<JournalRunning> RunningAsync(CancellationToken cancellation = default)
    {
        var answer = await database.AskAsync(
            db => db.Sessions.AsNoTracking().Where(row => row.EndedAt == null).OrderBy(row => row.StartedAt)
                .Select(row => row.Id).ToListAsync(cancellation),
            cancellation);
        return answer switch
        {
            Answer<List<string>>.Known known => new JournalRunning.Found([.. known.Value.Select(Ids.Session)]),
            Answer<List<string>>.Unavailable unavailable => new JournalRunning.Unavailable(unavailable.Trouble.Word()),
            _ => throw new InvalidOperationException($"Unknown answer: {answer.GetType().Name}."),
        };
    }

    private async Task<JournalRead> ReadAsync(Func<IQueryable<SessionRow>, IQueryable<SessionRow>> which, CancellationToken cancellation)
    {
        var answer = await database.AskAsync(
            async db => await which(db.Sessions.AsNoTracking())
                .Select(row => new { row.Id, row.DataKey, row.Record }).FirstOrDefaultAsync(cancellation) is { } row
                ? Open(row.Id, row.DataKey, row.Record)
                : new JournalRead.NotFound(),
            cancellation);
        return answer switch
        {
            Answer<JournalRead>.Known known => known.Value,
            Answer<JournalRead>.Unavailable unavailable => new JournalRead.Unavailable(unavailable.Trouble.Word()),
            _ => throw new InvalidOperationException($"Unknown answer: {answer.GetType().Name}."),
        };
    }

    private JournalRead Open(string id, byte[]? dataKey, byte[]? @sealed)
    {
        if (dataKey is null || @sealed is null)
            return new JournalRead.NotFound(); // erased
        return keys.Open(id, dataKey)?.Open(@sealed, "record") is { } json && RecordJson.Read<SessionRecord>(json) is { } record
            ? new JournalRead.Found(record)
            : new JournalRead.Unavailable(JournalTrouble.Damaged.Word());
    }
}
