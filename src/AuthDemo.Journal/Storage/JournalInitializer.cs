using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Xml.Linq;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Protection;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AuthDemo.Journal.Storage;

/// <summary>
/// Makes a database usable: migrates the tables, checks the key ring, reads or creates the root secret, and starts the audit log. Several
/// processes may do so at the same time.
/// </summary>
internal sealed partial class JournalInitializer(
    JournalLocation location, IDbContextFactory<JournalDb> contexts, IDataProtectionProvider protection, KeyCertificates certificates, TimeProvider time,
    ILogger<JournalInitializer> logger)
{
    private const string RootSecret = "root";

    // Any number of our own: it names the lock among those of the database.
    private const long MigrationLockKey = 0x4A6F_7572_6E61_6C;

    private readonly IDataProtector _protector = protection.CreateProtector("AuthDemo.Journal", "Secrets", "v1");

    /// <summary>Initialises the database; idempotent.</summary>
    /// <exception cref="JournalKeysLockedException">The key ring is protected with an unknown certificate.</exception>
    /// <exception cref="JournalDamagedException">The database's content is inconsistent.</exception>
    public async Task<JournalKeys> InitializeAsync(CancellationToken cancellation)
    {
        await MigrateAsync(cancellation);
        await CheckKeyRingAsync(cancellation);
        var keys = new JournalKeys(await RootSecretAsync(cancellation));
        await CreateLogAsync(keys, cancellation);
        return keys;
    }

    private async Task MigrateAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (location is not { Folder: { } folder, File: { } file })
        {
            await MigratePostgreSqlAsync(db, cancellation);
            return;
        }
        PrivateDirectory.Create(folder);
        // EF guards a SQLite migration with a table that a killed process leaves behind; the next migration would wait for it for ever.
        // The operating system releases a file lock with its process, so whoever holds this one may drop that table.
        await using var guard = await MigrationLock.AcquireAsync(Path.Combine(folder, "journal.lock"), cancellation);
        var existed = File.Exists(file);
        if (!existed)
            File.Open(file, PrivateDirectory.NewFile(FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite)).Dispose();
        PrivateDirectory.Protect(file, file + "-wal", file + "-shm", Path.Combine(folder, "journal.lock"));
        if (existed)
            await db.Database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock" """, cancellation);
        await db.Database.MigrateAsync(cancellation);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellation);
    }

    // EF locks PostgreSQL for one migration at a time, and decides before it which ones are missing: of two services that start together,
    // both would apply the second. A new database has no lock to take yet, and one service to create it.
    private static async Task MigratePostgreSqlAsync(JournalDb db, CancellationToken cancellation)
    {
        if (!await db.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancellation))
        {
            await db.Database.MigrateAsync(cancellation);
            return;
        }
        await db.Database.OpenConnectionAsync(cancellation);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLockKey})", cancellation);
        try
        {
            await db.Database.MigrateAsync(cancellation);
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLockKey})", CancellationToken.None);
        }
    }

    // Before the key ring is used: Data Protection would only report that a secret cannot be unprotected.
    private async Task CheckKeyRingAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var ring = await db.DataProtectionKeys.AsNoTracking().Select(key => key.Xml).ToListAsync(cancellation);
        if (!ring.OfType<string>().Select(XElement.Parse).All(certificates.CanOpen))
            throw new JournalKeysLockedException();
    }

    private async Task<byte[]> RootSecretAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (await db.Secrets.AsNoTracking().SingleOrDefaultAsync(row => row.Name == RootSecret, cancellation) is { } stored)
            return Unprotect(stored);
        if (await db.Head.AnyAsync(cancellation))
            throw new JournalDamagedException("The journal has an audit log but not the secret it was sealed with.");
        db.Secrets.Add(new SecretRow { Name = RootSecret, Value = _protector.Protect(RandomNumberGenerator.GetBytes(32)) });
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e) when (IsDuplicate(e))
        {
            // Another process was first; its secret is used.
        }
        return Unprotect(await db.Secrets.AsNoTracking().SingleAsync(row => row.Name == RootSecret, cancellation));
    }

    private byte[] Unprotect(SecretRow row)
    {
        try
        {
            return _protector.Unprotect(row.Value);
        }
        catch (CryptographicException e) when (DatabaseErrors.Classify(e) is null)
        {
            LogWrongKeyRing();
            throw new JournalDamagedException("The journal's secret cannot be unprotected with this key ring.");
        }
    }

    private async Task CreateLogAsync(JournalKeys keys, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        // Entries first: another process may create both at once.
        var hasEntries = await db.Events.AnyAsync(cancellation);
        if (await db.Head.AnyAsync(cancellation))
            return;
        if (hasEntries)
            throw new JournalDamagedException("The head of the audit log is missing.");
        var head = AuditLogHeadRow.Empty();
        db.Events.Add(head.Append(time.GetUtcNow(), JournalEventType.JournalCreated, null, ActorNames.Service, new AuditFacts(), null));
        head.Seal = HashChain.Seal(keys.Chain, head);
        db.Head.Add(head);
        try
        {
            await db.SaveChangesAsync(cancellation);
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
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        _ => false,
    };

    [LoggerMessage(LogLevel.Error, "The journal's secret cannot be unprotected: the key ring is not the one it was protected with")]
    private partial void LogWrongKeyRing();
}
