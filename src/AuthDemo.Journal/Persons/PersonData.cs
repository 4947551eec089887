using System.Text.Json.Nodes;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Sessions;
using AuthDemo.Journal.Storage;
using AuthDemo.Journal.Writing;
using AuthDemo.Sessions;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Persons;

/// <summary>
/// Finds a person's sessions by the keyed hash and decrypts them with their data keys, or destroys those keys. The audit log is never
/// changed: its sealed parts cannot be decrypted any more (docs/decisions/0022).
/// </summary>
internal sealed class PersonData(
    JournalDatabase database, JournalWriter writer, DataKeys keys, SessionKeys sessionKeys, TimeProvider time) : IPersonData
{
    public async Task<JournalResult<PersonExport>> ExportAsync(PersonalNumber number, string actor, CancellationToken cancellation = default)
    {
        var export = await database.QueryAsync(db => ReadAsync(db, number, cancellation), cancellation);
        // Recorded before the data is returned.
        return await export.ThenAsync(async data =>
        {
            var facts = new AuditFacts().Add("sessions", [.. data.Sessions.Select(session => session.Id)]);
            var written = await writer.WriteAsync(
                (batch, _) => ValueTask.FromResult(batch.Append(time.GetUtcNow(), JournalEventType.PersonExported, null, actor, facts).Seq),
                cancellation: cancellation);
            return written.Map(_ => data);
        });
    }

    public async Task<JournalResult<Erasure>> EraseAsync(PersonalNumber number, string actor, CancellationToken cancellation = default)
    {
        if (await database.PrepareAsync(cancellation) is { } unprepared)
            return new JournalResult<Erasure>.Unavailable(unprepared);
        var hash = database.Keys.PersonHash(number.Digits);
        var written = await writer.WriteAsync((batch, token) => EraseAsync(batch, hash, actor, token), isExclusive: true, cancellation: cancellation);
        // Removes the old keys from SQLite's write-ahead log.
        if (written is JournalResult<Erasure>.Success)
            await database.CompactAsync(cancellation);
        return written;
    }

    private async ValueTask<Erasure> EraseAsync(WriteBatch batch, string hash, string actor, CancellationToken cancellation)
    {
        var rows = await batch.Db.Sessions.Where(row => row.PersonHash == hash).ToListAsync(cancellation);
        var ended = rows.Where(row => row.EndedAt is not null).ToList();
        foreach (var row in ended)
        {
            (row.DataKey, row.Record, row.Person) = (null, null, null);
            (row.PersonHash, row.OwnerHash) = (null, null);
            sessionKeys.Remove(StoredSessionId.Parse(row.Id));
        }
        batch.Append(
            time.GetUtcNow(), JournalEventType.PersonErased, null, actor, new AuditFacts().Add("sessions", [.. ended.Select(row => row.Id)]));
        return new Erasure(ended.Count, rows.Count - ended.Count);
    }

    private async Task<PersonExport> ReadAsync(JournalDb db, PersonalNumber number, CancellationToken cancellation)
    {
        var hash = database.Keys.PersonHash(number.Digits);
        var sessions = await db.Sessions.AsNoTracking().Where(row => row.PersonHash == hash).OrderBy(row => row.StartedAt).ToListAsync(cancellation);
        var exported = new List<ExportedSession>();
        foreach (var row in sessions)
            exported.Add(await ReadAsync(db, row, cancellation));
        return new PersonExport(time.GetUtcNow(), number.Digits, exported);
    }

    private async Task<ExportedSession> ReadAsync(JournalDb db, SessionRow row, CancellationToken cancellation)
    {
        var key = row.DataKey is null ? null : keys.Open(row.Id, row.DataKey);
        var orders = await db.Orders.AsNoTracking().Where(order => order.SessionId == row.Id).OrderBy(order => order.Number).ToListAsync(cancellation);
        var entries = await db.Events.AsNoTracking().Where(entry => entry.SessionId == row.Id).OrderBy(entry => entry.Seq).ToListAsync(cancellation);
        return new ExportedSession(
            row.Id, row.StartedAt, row.EndedAt, Open(key, row.Record, "record"),
            [.. orders.Select(order => new ExportedOrder(order.Number, order.StartedAt, order.EndedAt, order.Ending))],
            [.. entries.Select(entry => new ExportedEntry(
                entry.Seq, entry.At, entry.Type, JournalEventType.Find(entry.Type)?.Sentence, entry.Actor,
                JsonNode.Parse(entry.Facts), Open(key, entry.Sealed, "event")))]);
    }

    private static JsonNode? Open(DataKey? key, byte[]? @sealed, string use) =>
        @sealed is not null && key?.Open(@sealed, use) is { } json ? JsonNode.Parse(json) : null;
}
