using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Sessions;
using AuthDemo.Journal.Storage;
using AuthDemo.Journal.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AuthDemo.Journal.Retention;

/// <summary>
/// Removes what is past its retention period, in small transactions, each recorded in the audit log. A session is removed with its data
/// key, so the sealed parts of its audit entries become unreadable. Only the oldest entries are removed; the head keeps the hash of the
/// last removed one, which the remaining chain starts from.
/// </summary>
internal sealed class RetentionSweep(
    JournalDatabase database, JournalWriter writer, SessionKeys keys, IOptions<JournalOptions> options, TimeProvider time)
{
    private const int SessionsAtOnce = 500;
    private const int EntriesAtOnce = 5000;
    private const string Completed = "completed";

    private volatile Sweep? _last;

    /// <summary>The last sweep of this process.</summary>
    public Sweep? Last => _last;

    /// <summary>Removes everything that is past its retention period now.</summary>
    public async Task<Sweep> RunAsync(CancellationToken cancellation = default)
    {
        var (days, now) = (options.Value.Retention, time.GetUtcNow());
        var (unfinished, finished, entries) = (0, 0, 0L);
        JournalFailure? failure = null;
        while (true)
        {
            var written = await writer.WriteAsync(
                (batch, token) => RemoveSessionsAsync(batch, now.AddDays(-days.UnfinishedDays), now.AddDays(-days.FinishedDays), token),
                isExclusive: true, cancellation: cancellation);
            if (Ended(written, out var removed, ref failure))
                break;
            unfinished += removed.Unfinished;
            finished += removed.Finished;
        }
        while (failure is null)
        {
            var written = await writer.WriteAsync((batch, token) => TrimAsync(batch, now.AddDays(-days.AuditDays), token), isExclusive: true, cancellation: cancellation);
            if (Ended(written, out var trimmed, ref failure))
                break;
            entries += trimmed;
        }
        if (unfinished + finished > 0)
            await database.CompactAsync(cancellation);
        return _last = new Sweep(time.GetUtcNow(), unfinished, finished, entries, failure);
    }

    private static bool Ended<T>(JournalResult<T> written, out T removed, ref JournalFailure? failure) where T : struct
    {
        removed = written is JournalResult<T>.Success committed ? committed.Value : default;
        if (written is JournalResult<T>.Unavailable unavailable)
            failure = unavailable.Failure;
        return EqualityComparer<T>.Default.Equals(removed, default);
    }

    private async ValueTask<(int Unfinished, int Finished)> RemoveSessionsAsync(
        WriteBatch batch, DateTimeOffset unfinishedBefore, DateTimeOffset finishedBefore, CancellationToken cancellation)
    {
        var due = await batch.Db.Sessions
            .Where(row => (row.State == Completed && row.EndedAt < finishedBefore) || (row.State != Completed && row.EndedAt < unfinishedBefore))
            .OrderBy(row => row.EndedAt).Take(SessionsAtOnce)
            .Select(row => new { row.Id, row.State }).ToListAsync(cancellation);
        if (due.Count == 0)
            return default;
        var ids = due.Select(row => row.Id).ToArray();
        await batch.Db.Sessions.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancellation); // and with them their orders
        foreach (var id in ids)
            keys.Remove(StoredSessionId.Parse(id));
        var finished = due.Count(row => row.State == Completed);
        batch.Append(
            time.GetUtcNow(), JournalEventType.SessionsRemoved, null, ActorNames.Service,
            new AuditFacts().Add("unfinished", due.Count - finished).Add("finished", finished));
        return (due.Count - finished, finished);
    }

    private async ValueTask<long> TrimAsync(WriteBatch batch, DateTimeOffset before, CancellationToken cancellation)
    {
        var head = batch.Head;
        var young = await batch.Db.Events.Where(entry => entry.At >= before).OrderBy(entry => entry.Seq)
            .Select(entry => (long?)entry.Seq).FirstOrDefaultAsync(cancellation);
        var through = Math.Min((young ?? head.Seq + 1) - 1, head.TrimmedThrough + EntriesAtOnce);
        var count = through - head.TrimmedThrough;
        if (count <= 0)
            return 0;
        var hash = await batch.Db.Events.Where(entry => entry.Seq == through).Select(entry => entry.Hash).SingleAsync(cancellation);
        await batch.Db.Events.Where(entry => entry.Seq <= through).ExecuteDeleteAsync(cancellation);
        (head.TrimmedThrough, head.TrimmedHash) = (through, hash);
        batch.Append(
            time.GetUtcNow(), JournalEventType.LogTrimmed, null, ActorNames.Service,
            new AuditFacts().Add("through", through).Add("hash", Convert.ToHexStringLower(hash)));
        return count;
    }
}
