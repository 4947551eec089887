using AuthDemo.Journal.Feed;
using AuthDemo.Journal.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Writing;

/// <summary>Applies a batch of writes in one transaction and commits it.</summary>
internal sealed class CommitAttempt(JournalDatabase database)
{
    private byte[]? _headHash;
    private JournalChanges? _changes;

    /// <summary>The commit was sent. Whether it took effect is known from its response, or from <see cref="FindCommittedAsync"/>.</summary>
    public bool WasSent => _headHash is not null;

    /// <summary>Commits the writes; the changes, null when the writes changed nothing. May be called again while nothing was sent.</summary>
    public async Task<JournalChanges?> RunAsync(IReadOnlyList<PendingWrite> writes)
    {
        await using var db = await database.OpenAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var sessions = writes.SelectMany(write => write.Sessions).Distinct(StringComparer.Ordinal).ToArray();
        var batch = await WriteBatch.OpenAsync(db, database.Keys, sessions, CancellationToken.None);
        foreach (var write in writes)
            await write.ApplyAsync(batch, CancellationToken.None);
        if (batch.IsEmpty)
            return null;
        _changes = batch.Changes();
        await batch.SaveAsync(CancellationToken.None);
        _headHash = batch.Head.Hash;
        await transaction.CommitAsync();
        return _changes;
    }

    /// <summary>After the connection broke during the commit: the changes if the database has them, else null.</summary>
    public async Task<JournalChanges?> FindCommittedAsync()
    {
        var head = await database.QueryAsync(db => db.Head.AsNoTracking().Select(row => row.Hash).SingleAsync(), CancellationToken.None);
        return head is JournalResult<byte[]>.Success { Value: var hash } && hash.AsSpan().SequenceEqual(_headHash) ? _changes : null;
    }
}
