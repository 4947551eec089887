using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Verification;

/// <summary>Recomputes the hash chain, entry by entry. The service may write at the same time.</summary>
internal sealed class HashChainVerifier(JournalDatabase database)
{
    private const int PageSize = 1000;

    /// <summary>Verifies the log up to its end at the time of the call.</summary>
    /// <param name="checkpoint">An entry that must still be there. Whoever has the key can recompute the chain, but cannot change what was seen before.</param>
    /// <param name="isFull">Starts at the first entry; else at the checkpoint.</param>
    /// <param name="cancellation">Stops the verification.</param>
    public Task<JournalResult<ChainStatus>> VerifyAsync(ChainCheckpoint? checkpoint, bool isFull, CancellationToken cancellation = default) =>
        database.QueryAsync(db => VerifyAsync(db, checkpoint, isFull, cancellation), cancellation);

    private async Task<ChainStatus> VerifyAsync(JournalDb db, ChainCheckpoint? checkpoint, bool isFull, CancellationToken cancellation)
    {
        while (true)
        {
            var head = await HeadAsync(db, cancellation);
            var status = await VerifyAsync(db, head, checkpoint, isFull, cancellation);
            if (status is ChainStatus.Intact)
                return status;
            // Retention may have removed old entries in the meantime: then the result is void.
            if ((await HeadAsync(db, cancellation)).TrimmedThrough == head.TrimmedThrough)
                return status;
        }
    }

    private static async Task<AuditLogHeadRow> HeadAsync(JournalDb db, CancellationToken cancellation) =>
        await db.Head.AsNoTracking().SingleOrDefaultAsync(cancellation) ?? throw new JournalDamagedException("The head of the audit log is missing.");

    private async Task<ChainStatus> VerifyAsync(JournalDb db, AuditLogHeadRow head, ChainCheckpoint? checkpoint, bool isFull, CancellationToken cancellation)
    {
        if (checkpoint?.Seq > head.Seq)
            return new ChainStatus.Broken(head.Seq + 1, ChainFault.Gone);
        var (seq, hash) = !isFull && checkpoint?.Seq >= head.TrimmedThrough ? (checkpoint.Seq, checkpoint.Hash) : (head.TrimmedThrough, head.TrimmedHash);
        while (seq < head.Seq)
        {
            var after = seq;
            var entries = await db.Events.AsNoTracking().Where(entry => entry.Seq > after && entry.Seq <= head.Seq)
                .OrderBy(entry => entry.Seq).Take(PageSize).ToListAsync(cancellation);
            if (entries.Count == 0)
                return new ChainStatus.Broken(seq + 1, ChainFault.Missing);
            foreach (var entry in entries)
            {
                if (FindFault(entry, seq, hash) is { } broken)
                    return broken;
                if (entry.Seq == checkpoint?.Seq && !entry.Hash.AsSpan().SequenceEqual(checkpoint.Hash))
                    return new ChainStatus.Broken(entry.Seq, ChainFault.Replaced);
                (seq, hash) = (entry.Seq, entry.Hash);
            }
        }
        return await VerifyEndAsync(db, head, hash, cancellation);
    }

    private static ChainStatus.Broken? FindFault(AuditEntryRow entry, long seq, byte[] hash) =>
        entry.Seq != seq + 1 ? new ChainStatus.Broken(seq + 1, ChainFault.Missing)
        : JournalEventType.Find(entry.Type) is null ? new ChainStatus.Broken(entry.Seq, ChainFault.UnknownType)
        : !HashChain.Hash(hash, entry).AsSpan().SequenceEqual(entry.Hash)
            ? new ChainStatus.Broken(entry.Seq, ChainFault.WrongHash)
        : null;

    private async Task<ChainStatus> VerifyEndAsync(JournalDb db, AuditLogHeadRow head, byte[] hash, CancellationToken cancellation)
    {
        if (!hash.AsSpan().SequenceEqual(head.Hash) || !HashChain.Seal(database.Keys.Chain, head).AsSpan().SequenceEqual(head.Seal))
            return new ChainStatus.Broken(head.Seq, ChainFault.WrongEnd);
        // The head is read in the same statement, so that a concurrent write cannot make a difference.
        var after = await db.Events.Where(entry => entry.Seq > db.Head.Max(row => row.Seq)).MinAsync(entry => (long?)entry.Seq, cancellation);
        if (after is { } added)
            return new ChainStatus.Broken(added, ChainFault.AddedBehind);
        var before = await db.Events.Where(entry => entry.Seq <= db.Head.Max(row => row.TrimmedThrough)).MinAsync(entry => (long?)entry.Seq, cancellation);
        if (before is { } old)
            return new ChainStatus.Broken(old, ChainFault.AddedBefore);
        return new ChainStatus.Intact(head.TrimmedThrough + 1, head.Seq, Convert.ToHexStringLower(head.Hash));
    }
}
