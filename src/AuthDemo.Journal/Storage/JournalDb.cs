using AuthDemo.Journal.AuditLog;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AuthDemo.Journal.Storage;

/// <summary>
/// The journal's tables, the same on SQLite and PostgreSQL: only text, bytes and 64-bit integers, times as milliseconds since the Unix
/// epoch, so that one set of migrations serves both (docs/decisions/0021).
/// </summary>
internal sealed class JournalDb(DbContextOptions<JournalDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<OrderRow> Orders => Set<OrderRow>();

    public DbSet<AuditEntryRow> Events => Set<AuditEntryRow>();

    public DbSet<AuditLogHeadRow> Head => Set<AuditLogHeadRow>();

    public DbSet<SecretRow> Secrets => Set<SecretRow>();

    /// <summary>The Data Protection key ring, of the journal and of the whole service.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<SessionRow>(session =>
        {
            session.ToTable("Sessions").HasKey(row => row.Id);
            session.HasIndex(row => row.StartedAt);
            session.HasIndex(row => row.UpdatedAt);
            session.HasIndex(row => new { row.State, row.StartedAt });
            session.HasIndex(row => row.PersonHash);
            session.HasIndex(row => row.ProofHash).IsUnique();
            session.HasIndex(row => new { row.OwnerHash, row.StartedAt });
            session.HasIndex(row => row.EndedAt);
        });
        modelBuilder.Entity<OrderRow>(order =>
        {
            order.ToTable("Orders").HasKey(row => new { row.SessionId, row.Number });
            order.Property(row => row.Number).ValueGeneratedNever();
            order.HasOne<SessionRow>().WithMany().HasForeignKey(row => row.SessionId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<AuditEntryRow>(entry =>
        {
            entry.ToTable("Events").HasKey(row => row.Seq);
            entry.Property(row => row.Seq).ValueGeneratedNever();
            // No foreign key: the log outlives the session.
            entry.HasIndex(row => new { row.SessionId, row.Seq });
            entry.HasIndex(row => new { row.Type, row.Seq });
        });
        modelBuilder.Entity<AuditLogHeadRow>(head =>
        {
            head.ToTable("Head").HasKey(row => row.Id);
            head.Property(row => row.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<SecretRow>(secret => secret.ToTable("Secrets").HasKey(row => row.Name));
    }

    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        at => at.ToUnixTimeMilliseconds(), milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
