using System.Text.Json;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Sessions;
using AuthDemo.Journal.Storage;
using AuthDemo.Journal.Writing;
using AuthDemo.Sessions;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Operators;

/// <summary>Operators' acts, in the same chain as everything else.</summary>
internal sealed class OperatorLog(JournalDatabase database, JournalWriter writer, SessionKeys keys, TimeProvider time) : IOperatorLog
{
    public async Task<ActReply> RecordAsync(OperatorAction act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(act);
        if (ActRules.Broken(act) is { } broken)
            return broken;
        var key = await database.AskAsync<DataKey?>(
            async _ => act.Session is not { } session ? null
                // Its session comes after it: what the act seals opens once the session is in the journal with this key, and never if it does not come.
                : act.Type == JournalEventType.OperatorStartedPhoneSession ? await keys.FindOrNewAsync(session, cancellation)
                : await keys.FindAsync(session, cancellation),
            cancellation);
        return key is Answer<DataKey?>.Known known
            ? await WriteAsync(act, known.Value, cancellation)
            : new ActReply.Unavailable(((Answer<DataKey?>.Unavailable)key).Trouble);
    }

    public async Task<RevealReply> RevealAsync(SessionId session, string @operator, string reason, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return new RevealReply.Invalid("reason", "Showing a personal number needs a reason; it is empty.");
        var person = await database.AskAsync(db => PersonAsync(db, session, cancellation), cancellation);
        if (person is Answer<Identity?>.Unavailable unavailable)
            return new RevealReply.Unavailable(unavailable.Trouble);
        if (((Answer<Identity?>.Known)person).Value is not { } identity)
            return new RevealReply.Unknown();
        var act = new OperatorAction(JournalEventType.PersonalNumberShown, @operator) { Session = session, Reason = reason };
        return await RecordAsync(act, cancellation) switch
        {
            ActReply.Recorded => new RevealReply.Shown(identity),
            ActReply.Invalid invalid => new RevealReply.Invalid(invalid.Field, invalid.Message),
            ActReply.Unavailable down => new RevealReply.Unavailable(down.Trouble),
            var other => throw new InvalidOperationException($"Unknown reply: {other.GetType().Name}."),
        };
    }

    private async Task<ActReply> WriteAsync(OperatorAction act, DataKey? key, CancellationToken cancellation)
    {
        var facts = new Facts();
        foreach (var (name, value) in act.Facts)
            facts.Add(name, Words.Clean(value));
        if (key is null)
            facts.Add("why", act.Reason);
        var @sealed = key is not null && act.Reason is not null
            ? key.Seal(JsonSerializer.SerializeToUtf8Bytes(new { why = act.Reason }), "event")
            : null;
        var written = await writer.WriteAsync(
            (group, _) => ValueTask.FromResult(
                group.Append(time.GetUtcNow(), act.Type, act.Session?.Value, Actors.Operator(act.Operator), facts, @sealed).Seq),
            cancellation: cancellation);
        return written switch
        {
            Written<long>.Committed committed => new ActReply.Recorded(committed.Value),
            Written<long>.Unavailable unavailable => new ActReply.Unavailable(unavailable.Trouble),
            _ => throw new InvalidOperationException($"Unknown end of a write: {written.GetType().Name}."),
        };
    }

    private async Task<Identity?> PersonAsync(JournalDb db, SessionId session, CancellationToken cancellation)
    {
        var person = await db.Sessions.AsNoTracking().Where(row => row.Id == session.Value).Select(row => row.Person).SingleOrDefaultAsync(cancellation);
        return person is not null && (await keys.FindAsync(session, cancellation))?.Open(person, "person") is { } json
            ? JsonSerializer.Deserialize<Identity>(json)
            : null;
    }
}
