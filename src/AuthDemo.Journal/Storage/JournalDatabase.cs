using AuthDemo.Journal.Protection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AuthDemo.Journal.Storage;

/// <summary>
/// Access to the database. It is initialised at start and, as long as that has not succeeded, before each use: a service that starts
/// while its database is unavailable recovers without a restart.
/// </summary>
internal sealed partial class JournalDatabase(
    JournalLocation location, IDbContextFactory<JournalDb> contexts, JournalInitializer initializer, ILogger<JournalDatabase> logger) : IDisposable
{
    private readonly SemaphoreSlim _lock = new(1);
    private volatile JournalKeys? _keys;

    /// <summary>The journal's keys.</summary>
    /// <exception cref="InvalidOperationException"><see cref="PrepareAsync"/> has not succeeded yet: a bug of the caller.</exception>
    public JournalKeys Keys => _keys ?? throw new InvalidOperationException("The journal is used before it was prepared.");

    /// <summary>Initialises the database unless that is done; null on success, else the failure.</summary>
    public async Task<JournalFailure?> PrepareAsync(CancellationToken cancellation = default)
    {
        if (_keys is not null)
            return null;
        await _lock.WaitAsync(cancellation);
        try
        {
            if (_keys is not null)
                return null;
            _keys = await initializer.InitializeAsync(cancellation);
            LogReady(location.File ?? "PostgreSQL");
            return null;
        }
        catch (JournalKeysLockedException e)
        {
            LogKeysLocked(JournalFailure.KeysLocked.Code(), e.Message);
            return JournalFailure.KeysLocked;
        }
        catch (Exception e) when (Classify(e) is { } failure)
        {
            LogNotReady(failure.Code(), e.GetBaseException().GetType().Name);
            return failure;
        }
        finally
        {
            _lock.Release();
        }
    }

    /// <summary>A new context; <see cref="PrepareAsync"/> must have succeeded.</summary>
    public Task<JournalDb> OpenAsync(CancellationToken cancellation = default) => contexts.CreateDbContextAsync(cancellation);

    /// <summary>Runs a query on a context of its own.</summary>
    public async Task<JournalResult<T>> QueryAsync<T>(Func<JournalDb, Task<T>> query, CancellationToken cancellation)
    {
        try
        {
            if (await PrepareAsync(cancellation) is { } unprepared)
                return new JournalResult<T>.Unavailable(unprepared);
            await using var db = await OpenAsync(cancellation);
            return new JournalResult<T>.Success(await query(db));
        }
        catch (Exception e) when (Classify(e) is { } failure)
        {
            return new JournalResult<T>.Unavailable(failure);
        }
    }

    /// <summary>
    /// After an erasure: truncates SQLite's write-ahead log, removes PostgreSQL's dead rows. Best effort: if a reader is in the way, it
    /// happens the next time.
    /// </summary>
    public async Task CompactAsync(CancellationToken cancellation)
    {
        var statement = location.File is null ? """VACUUM "Sessions" """ : "PRAGMA wal_checkpoint(TRUNCATE)";
        await QueryAsync(db => db.Database.ExecuteSqlRawAsync(statement, cancellation), cancellation);
    }

    public void Dispose() => _lock.Dispose();

    private static JournalFailure? Classify(Exception e) => e switch
    {
        JournalDamagedException => JournalFailure.Damaged,
        IOException or UnauthorizedAccessException => JournalFailure.DiskFailed, // the data folder
        _ => DatabaseErrors.Classify(e),
    };

    [LoggerMessage(LogLevel.Information, "The journal is ready: {Database}")]
    private partial void LogReady(string database);

    [LoggerMessage(LogLevel.Error, "The journal is not ready: {Failure}. {Reason}")]
    private partial void LogKeysLocked(string failure, string reason);

    [LoggerMessage(LogLevel.Error, "The journal is not ready: {Failure} ({Cause})")]
    private partial void LogNotReady(string failure, string cause);
}
