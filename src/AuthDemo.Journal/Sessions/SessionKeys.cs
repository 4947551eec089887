using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Storage;
using AuthDemo.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace AuthDemo.Journal.Sessions;

/// <summary>Caches the data keys of active sessions, so that not every transition reads and unprotects its session's key.</summary>
internal sealed class SessionKeys(JournalDatabase database, DataKeys keys) : IDisposable
{
    private static readonly TimeSpan s_idle = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _cache = new(new MemoryCacheOptions());

    /// <summary>The session's key; a new one if the journal does not know the session; null when its data was erased.</summary>
    public async Task<DataKey?> FindOrCreateAsync(SessionId session, CancellationToken cancellation)
    {
        if (FindCached(session) is { } cached)
            return cached;
        var (known, kept) = await ReadAsync(session, cancellation);
        var key = known ? kept : keys.Create(session.Value);
        return key is null ? null : _cache.Set(session.Value, key, new MemoryCacheEntryOptions { SlidingExpiration = s_idle });
    }

    /// <summary>The cached key; null when the session has ended or was idle for long.</summary>
    public DataKey? FindCached(SessionId session) => _cache.TryGetValue(session.Value, out DataKey? key) ? key : null;

    /// <summary>The session's key; null when the journal does not know the session or its data was erased.</summary>
    public async Task<DataKey?> FindAsync(SessionId session, CancellationToken cancellation) =>
        FindCached(session) ?? (await ReadAsync(session, cancellation)).Key;

    /// <summary>Removes the key: the session ended or was erased, or the journal has another key for it.</summary>
    public void Remove(SessionId session) => _cache.Remove(session.Value);

    public void Dispose() => _cache.Dispose();

    private async Task<(bool Known, DataKey? Key)> ReadAsync(SessionId session, CancellationToken cancellation)
    {
        await using var db = await database.OpenAsync(cancellation);
        var row = await db.Sessions.AsNoTracking().Where(kept => kept.Id == session.Value)
            .Select(kept => new { kept.DataKey }).SingleOrDefaultAsync(cancellation);
        return (row is not null, row?.DataKey is { } kept ? keys.Open(session.Value, kept) : null);
    }
}
