using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.AuditLog;

/// <summary>How a verification of the log ended.</summary>
public abstract record ChainStatus
{
    private ChainStatus() { }

    /// <summary>Every entry follows from the one before it, and the end is the one that was sealed.</summary>
    /// <param name="From">The first entry there is; later than 1 once retention has removed older ones.</param>
    /// <param name="Through">The last entry; one less than <paramref name="From"/> in an empty log.</param>
    /// <param name="Hash">The last entry's hash, lower-case hex: noted elsewhere, it proves later that nothing before it was changed.</param>
    public sealed record Whole(long From, long Through, string Hash) : ChainStatus;

    /// <summary>Somebody changed the log.</summary>
    /// <param name="Seq">The first entry that does not fit.</param>
    /// <param name="Fault">What does not fit.</param>
    public sealed record Broken(long Seq, ChainFault Fault) : ChainStatus;
}

/// <summary>An entry that was in the log when it was last checked.</summary>
/// <param name="Seq">Its place.</param>
/// <param name="Hash">Its hash, 32 bytes.</param>
internal sealed record ChainMark(long Seq, byte[] Hash);

/// <summary>Recomputes the chain, entry by entry, while the service may go on writing.</summary>
internal sealed class ChainVerifier(JournalDatabase database)
{
    private const int Batch = 1000;

    /// <summary>Reads the log to where it ended when the call began.</summary>
    /// <param name="mark">An entry that must still be there: who has the key can compute a log anew, but not in the memory of whoever saw it before.</param>
    /// <param name="isWhole">From the beginning; else from the mark on.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<Answer<ChainStatus>> VerifyAsync(ChainMark? mark, bool isWhole, CancellationToken cancellation = default) =>
        database.AskAsync(db => VerifyAsync(db, mark, isWhole, cancellation), cancellation);

    private async Task<ChainStatus> VerifyAsync(JournalDb db, ChainMark? mark, bool isWhole, CancellationToken cancellation)
    {
        while (true)
        {
            var head = await HeadAsync(db, cancellation);
            var status = await VerifyAsync(db, head, mark, isWhole, cancellation);
            if (status is ChainStatus.Whole)
                return status;
            // Retention may have removed the old end under our hands: then it is another log, to be read again.
            if ((await HeadAsync(db, cancellation)).TrimmedThrough == head.TrimmedThrough)
                return status;
        }
    }

    private static async Task<LogHead> HeadAsync(JournalDb db, CancellationToken cancellation) =>
        await db.Head.AsNoTracking().SingleOrDefaultAsync(cancellation) ?? throw new JournalDamagedException("The journal's head is gone.");

    private async Task<ChainStatus> VerifyAsync(JournalDb db, LogHead head, ChainMark? mark, bool isWhole, CancellationToken cancellation)
    {
        if (mark?.Seq > head.Seq)
            return new ChainStatus.Broken(head.Seq + 1, ChainFault.Gone);
        var (seq, hash) = !isWhole && mark?.Seq >= head.TrimmedThrough ? (mark.Seq, mark.Hash) : (head.TrimmedThrough, head.TrimmedHash);
        while (seq < head.Seq)
        {
            var after = seq;
            var entries = await db.Events.AsNoTracking().Where(entry => entry.Seq > after && entry.Seq <= head.Seq)
                .OrderBy(entry => entry.Seq).Take(Batch).ToListAsync(cancellation);
            if (entries.Count == 0)
                return new ChainStatus.Broken(seq + 1, ChainFault.Missing);
            foreach (var entry in entries)
            {
                if (Wrong(entry, seq, hash) is { } wrong)
                    return wrong;
                if (entry.Seq == mark?.Seq && !entry.Hash.AsSpan().SequenceEqual(mark.Hash))
                    return new ChainStatus.Broken(entry.Seq, ChainFault.Replaced);
                (seq, hash) = (entry.Seq, entry.Hash);
            }
        }
        return await EndAsync(db, head, hash, cancellation);
    }

    private static ChainStatus.Broken? Wrong(LogEntry entry, long seq, byte[] hash) =>
        entry.Seq != seq + 1 ? new ChainStatus.Broken(seq + 1, ChainFault.Missing)
        : JournalEventType.Find(entry.Type) is null ? new ChainStatus.Broken(entry.Seq, ChainFault.UnknownType)
        : !Chain.Hash(hash, entry).AsSpan().SequenceEqual(entry.Hash)
            ? new ChainStatus.Broken(entry.Seq, ChainFault.WrongHash)
        : null;

    private async Task<ChainStatus> EndAsync(JournalDb db, LogHead head, byte[] hash, CancellationToken cancellation)
    {
        if (!hash.AsSpan().SequenceEqual(head.Hash) || !Chain.Seal(database.Keys.Chain, head).AsSpan().SequenceEqual(head.Seal))
            return new ChainStatus.Broken(head.Seq, ChainFault.WrongEnd);
        // One statement each, so that the writer cannot come between.
        var beyond = await db.Events.Where(entry => entry.Seq > db.Head.Max(row => row.Seq)).MinAsync(entry => (long?)entry.Seq, cancellation);
        if (beyond is { } added)
            return new ChainStatus.Broken(added, ChainFault.AddedBehind);
        var before = await db.Events.Where(entry => entry.Seq <= db.Head.Max(row => row.TrimmedThrough)).MinAsync(entry => (long?)entry.Seq, cancellation);
        if (before is { } old)
            return new ChainStatus.Broken(old, ChainFault.AddedBefore);
        return new ChainStatus.Whole(head.TrimmedThrough + 1, head.Seq, Convert.ToHexStringLower(head.Hash));
    }
}
