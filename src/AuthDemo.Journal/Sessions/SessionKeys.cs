using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Storage;
using AuthDemo.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace AuthDemo.Journal.Sessions;

/// <summary>The data keys of the sessions under way, so that a transition need not read and unprotect its session's key each time.</summary>
internal sealed class SessionKeys(JournalDatabase database, DataKeys keys) : IDisposable
{
    private static readonly TimeSpan s_idle = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _open = new(new MemoryCacheOptions());

    /// <summary>The session's key, a new one for a session the journal does not know; null when its data was erased.</summary>
    public async Task<DataKey?> FindOrCreateAsync(SessionId session, CancellationToken cancellation)
    {
        if (FindCached(session) is { } open)
            return open;
        var (known, kept) = await ReadAsync(session, cancellation);
        var key = known ? kept : keys.Create(session.Value);
        return key is null ? null : _open.Set(session.Value, key, new MemoryCacheEntryOptions { SlidingExpiration = s_idle });
    }

    /// <summary>The key of a session that is being written; null when it has ended.</summary>
    public DataKey? FindCached(SessionId session) => _open.TryGetValue(session.Value, out DataKey? key) ? key : null;

    /// <summary>The session's key; null when the journal does not know the session or its data was erased.</summary>
    public async Task<DataKey?> FindAsync(SessionId session, CancellationToken cancellation) =>
        FindCached(session) ?? (await ReadAsync(session, cancellation)).Key;

    /// <summary>The session ended or was erased, or its key is not the one the journal has.</summary>
    public void Remove(SessionId session) => _open.Remove(session.Value);

    public void Dispose() => _open.Dispose();

    private async Task<(bool Known, DataKey? Key)> ReadAsync(SessionId session, CancellationToken cancellation)
    {
        await using var db = await database.OpenAsync(cancellation);
        var row = await db.Sessions.AsNoTracking().Where(kept => kept.Id == session.Value)
            .Select(kept => new { kept.DataKey }).SingleOrDefaultAsync(cancellation);
        return (row is not null, row?.DataKey is { } kept ? keys.Open(session.Value, kept) : null);
    }
}
