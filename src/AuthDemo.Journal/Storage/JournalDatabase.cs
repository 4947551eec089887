using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Xml.Linq;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Writing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AuthDemo.Journal.Storage;

/// <summary>
/// Brings the database to where this version can use it: tables, the journal's own keys, the head of the log. Tried at start and,
/// as long as it has not succeeded, before each use: a service that starts while its database is down recovers by itself.
/// </summary>
internal sealed class JournalDatabase(
    JournalPlace place, IDbContextFactory<JournalDb> contexts, IDataProtectionProvider protection, KeyCertificates certificates, TimeProvider time,
    ILogger<JournalDatabase> logger) : IDisposable
{
    private const string RootSecret = "root";

    private readonly IDataProtector _protector = protection.CreateProtector("AuthDemo.Journal", "Secrets", "v1");
    private readonly SemaphoreSlim _one = new(1);
    private volatile JournalKeys? _keys;

    /// <summary>The journal's keys.</summary>
    /// <exception cref="InvalidOperationException"><see cref="PrepareAsync"/> has not succeeded yet: a mistake of the caller.</exception>
    public JournalKeys Keys => _keys ?? throw new InvalidOperationException("The journal is used before it was prepared.");

    /// <summary>Makes the database ready unless it is; null when it is, otherwise what is the trouble.</summary>
    public async Task<JournalTrouble?> PrepareAsync(CancellationToken cancellation = default)
    {
        if (_keys is not null)
            return null;
        await _one.WaitAsync(cancellation);
        try
        {
            if (_keys is not null)
                return null;
            await MigrateAsync(cancellation);
            await KeyRingAsync(cancellation);
            var keys = new JournalKeys(await RootSecretAsync(cancellation));
            await HeadAsync(keys, cancellation);
            _keys = keys;
            logger.LogInformation("The journal is ready: {Place}", place.File ?? "PostgreSQL");
            return null;
        }
        catch (JournalKeysLockedException e)
        {
            logger.LogError("The journal is not ready: {Trouble}. {Message}", JournalTrouble.KeysLocked.Word(), e.Message);
            return JournalTrouble.KeysLocked;
        }
        catch (Exception e) when (TroubleOf(e) is { } trouble)
        {
            logger.LogError("The journal is not ready: {Trouble} ({Cause})", trouble.Word(), e.GetBaseException().GetType().Name);
            return trouble;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>A context of its own for one piece of work; <see cref="PrepareAsync"/> has succeeded before.</summary>
    public Task<JournalDb> OpenAsync(CancellationToken cancellation = default) => contexts.CreateDbContextAsync(cancellation);

    /// <summary>Asks the database something; trouble is an answer.</summary>
    public async Task<Answer<T>> AskAsync<T>(Func<JournalDb, Task<T>> question, CancellationToken cancellation)
    {
        try
        {
            if (await PrepareAsync(cancellation) is { } unprepared)
                return new Answer<T>.Unavailable(unprepared);
            await using var db = await OpenAsync(cancellation);
            return new Answer<T>.Known(await question(db));
        }
        catch (Exception e) when (TroubleOf(e) is { } trouble)
        {
            return new Answer<T>.Unavailable(trouble);
        }
    }

    /// <summary>
    /// After something was erased: SQLite's write-ahead log is emptied into the file, PostgreSQL's dead rows are cleared. Best effort:
    /// a reader in the way leaves it to the next time.
    /// </summary>
    public async Task CompactAsync(CancellationToken cancellation)
    {
        var statement = place.File is null ? """VACUUM "Sessions" """ : "PRAGMA wal_checkpoint(TRUNCATE)";
        await AskAsync(db => db.Database.ExecuteSqlRawAsync(statement, cancellation), cancellation);
    }

    public void Dispose() => _one.Dispose();

    private static JournalTrouble? TroubleOf(Exception e) => e switch
    {
        JournalDamagedException => JournalTrouble.Damaged,
        IOException or UnauthorizedAccessException => JournalTrouble.DiskFailed, // the data folder
        _ => DatabaseTrouble.Find(e),
    };

    private async Task MigrateAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (place is not { Folder: { } folder, File: { } file })
        {
            await db.Database.MigrateAsync(cancellation);
            return;
        }
        PrivateFolder.Make(folder);
        // EF guards a migration of SQLite with a table that a killed process leaves behind, and would then wait for ever. The
        // system drops a lock on a file with its process; whoever holds this one may clear that table.
        await using var guard = await LockFileAsync(Path.Combine(folder, "journal.lock"), cancellation);
        if (System.IO.File.Exists(file))
            await db.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock" """, cancellation);
        await db.Database.MigrateAsync(cancellation);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation);
    }

    // Waits for another process, which lives in the system's time and not by the service's clock.
    private static async Task<FileStream> LockFileAsync(string path, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (System.IO.File.Exists(path) && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30))
            {
                // Another process is migrating; it takes well under a second.
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
            }
        }
    }

    // Before the ring is used: Data Protection would say no more than that a secret cannot be opened.
    private async Task KeyRingAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var kept = await db.DataProtectionKeys.AsNoTracking().Select(key => key.Xml).ToListAsync(cancellation);
        if (!kept.OfType<string>().Select(XElement.Parse).All(certificates.Open))
            throw new JournalKeysLockedException();
    }

    private async Task<byte[]> RootSecretAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Secrets.AsNoTracking().SingleOrDefaultAsync(row => row.Name == RootSecret, cancellation) is { } kept)
            return Open(kept);
        if (await db.Head.AnyAsync(cancellation))
            throw new JournalDamagedException("The journal has a log but not the secret it was sealed with.");
        db.Secrets.Add(new SecretRow { Name = RootSecret, Value = _protector.Protect(RandomNumberGenerator.GetBytes(32)) });
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e) when (IsDuplicate(e))
        {
            // Another process was first; its secret counts.
        }
        return Open(await db.Secrets.AsNoTracking().SingleAsync(row => row.Name == RootSecret, cancellation));
    }

    private byte[] Open(SecretRow row)
    {
        try
        {
            return _protector.Unprotect(row.Value);
        }
        catch (CryptographicException e) when (DatabaseTrouble.Find(e) is null)
        {
            logger.LogError("The journal's secret cannot be opened: the key ring is not the one it was protected with.");
            throw new JournalDamagedException("The journal's secret cannot be opened with this key ring.");
        }
    }

    private async Task HeadAsync(JournalKeys keys, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Head.AnyAsync(cancellation))
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        try
        {
            await Group.CreateLogAsync(db, keys, time.GetUtcNow(), cancellation);
            await transaction.CommitAsync(cancellation);
        }
        catch (DbUpdateException e) when (IsDuplicate(e))
        {
            // Another process was first.
        }
    }

    [SuppressMessage("Style", "IDE0072", Justification = "Every other exception is no duplicate.")]
    private static bool IsDuplicate(DbUpdateException e) => e.InnerException switch
    {
        SqliteException { SqliteErrorCode: 19 } => true,
        Npgsql.PostgresException { SqlState: "23505" } => true,
        _ => false,
    };
}

/// <summary>The database is not what the journal left there.</summary>
internal sealed class JournalDamagedException(string message) : Exception(message);
