using System.Text.Json;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Sessions;
using AuthDemo.Journal.Storage;
using AuthDemo.Journal.Writing;
using AuthDemo.Sessions;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Operators;

/// <summary>Records operators' actions in the audit log.</summary>
internal sealed class OperatorLog(JournalDatabase database, JournalWriter writer, SessionKeys keys, TimeProvider time) : IOperatorLog
{
    public async Task<RecordResult> RecordAsync(string operatorName, OperatorAction action, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(operatorName);
        ArgumentNullException.ThrowIfNull(action);
        if (OperatorActionRules.Check(operatorName, action) is { } invalid)
            return invalid;
        var key = await database.QueryAsync(_ => FindKeyAsync(action, cancellation), cancellation);
        return await key.Match(
            found => WriteAsync(operatorName, action, found, cancellation),
            failure => Task.FromResult<RecordResult>(new RecordResult.Unavailable(failure)));
    }

    public async Task<RevealResult> RevealAsync(string operatorName, SessionId session, string reason, CancellationToken cancellation = default)
    {
        var action = new OperatorAction(JournalEventType.PersonalNumberShown) { Session = session, Reason = reason };
        if (OperatorActionRules.Check(operatorName, action) is { } invalid)
            return new RevealResult.Invalid(invalid.Field, invalid.Message);
        var person = await database.QueryAsync(db => FindPersonAsync(db, session, cancellation), cancellation);
        return await person.Match(
            async identity => identity is null
                ? new RevealResult.NotFound()
                : (await RecordAsync(operatorName, action, cancellation)).Match<RevealResult>(
                    _ => new RevealResult.Revealed(identity),
                    broken => new RevealResult.Invalid(broken.Field, broken.Message),
                    unavailable => new RevealResult.Unavailable(unavailable.Failure)),
            failure => Task.FromResult<RevealResult>(new RevealResult.Unavailable(failure)));
    }

    private async Task<RecordResult> WriteAsync(string operatorName, OperatorAction action, DataKey? key, CancellationToken cancellation)
    {
        var facts = new AuditFacts();
        foreach (var (name, value) in action.Facts)
            facts.Add(name, Words.Clean(value));
        if (key is null)
            facts.Add("why", action.Reason);
        var @sealed = key is not null && action.Reason is not null
            ? key.Seal(JsonSerializer.SerializeToUtf8Bytes(new { why = action.Reason }), "event")
            : null;
        var written = await writer.WriteAsync(
            (batch, _) => ValueTask.FromResult(
                batch.Append(time.GetUtcNow(), action.Type, action.Session?.Value, ActorNames.Operator(operatorName), facts, @sealed).Seq),
            cancellation: cancellation);
        return written.Match<RecordResult>(seq => new RecordResult.Recorded(seq), failure => new RecordResult.Unavailable(failure));
    }

    private async Task<DataKey?> FindKeyAsync(OperatorAction action, CancellationToken cancellation) =>
        action.Session is not { } session ? null
        // The session is created after the action was recorded, with the key that seals the reason here.
        : action.Type == JournalEventType.OperatorStartedPhoneSession ? await keys.FindOrCreateAsync(session, cancellation)
        : await keys.FindAsync(session, cancellation);

    private async Task<Identity?> FindPersonAsync(JournalDb db, SessionId session, CancellationToken cancellation)
    {
        var person = await db.Sessions.AsNoTracking().Where(row => row.Id == session.Value).Select(row => row.Person).SingleOrDefaultAsync(cancellation);
        return person is not null && (await keys.FindAsync(session, cancellation))?.Open(person, "person") is { } json
            ? JsonSerializer.Deserialize<Identity>(json)
            : null;
    }
}
