using AuthDemo.Journal.Protection;

namespace AuthDemo.Journal;

/// <summary>The options of the journal: the configuration section <c>Journal</c>.</summary>
public sealed class JournalOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Journal";

    /// <summary>Which database (<c>Journal:Provider</c>).</summary>
    public JournalProvider Provider { get; set; } = JournalProvider.Sqlite;

    /// <summary>
    /// The folder of <c>answers</c> and, with SQLite, of <c>journal.db</c> (<c>Journal:DataFolder</c>), created if missing; relative to
    /// the content root.
    /// </summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>The connection string of PostgreSQL (<c>Journal:ConnectionString</c>). May contain a password: never displayed.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>How long a write waits for a database that another process has locked, in seconds (<c>Journal:LockTimeoutSeconds</c>).</summary>
    public int LockTimeoutSeconds { get; set; } = 5;

    /// <summary>How writes are grouped (<c>Journal:Grouping</c>).</summary>
    public GroupingOptions Grouping { get; set; } = new();

    /// <summary>The retention periods (<c>Journal:Retention</c>).</summary>
    public RetentionOptions Retention { get; set; } = new();

    /// <summary>How often the hash chain is verified (<c>Journal:Chain</c>).</summary>
    public ChainOptions Chain { get; set; } = new();

    /// <summary>The certificate that protects the keys in the journal (<c>Journal:KeyCertificate</c>); without it they are stored in clear text.</summary>
    public KeyCertificateOptions? KeyCertificate { get; set; }

    /// <summary>
    /// Accepts keys in clear text in Production (<c>Journal:UnprotectedKeys</c>): whoever can read the database can then read what it
    /// encrypts, and forge cookies.
    /// </summary>
    public bool UnprotectedKeys { get; set; }
}

/// <summary>Which database holds the journal.</summary>
public enum JournalProvider
{
    /// <summary>A file in the data folder.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, 13 or newer.</summary>
    PostgreSql,
}

/// <summary>The limits of the group commit.</summary>
public sealed class GroupingOptions
{
    /// <summary>The most writes in one commit (<c>Journal:Grouping:MaxGroup</c>).</summary>
    public int MaxGroup { get; set; } = 256;

    /// <summary>The most writes that wait for a commit; further ones fail with <see cref="JournalFailure.QueueFull"/> (<c>Journal:Grouping:QueueLength</c>).</summary>
    public int QueueLength { get; set; } = 4096;
}

/// <summary>The retention periods in days.</summary>
public sealed class RetentionOptions
{
    /// <summary>Sessions that did not succeed (<c>Journal:Retention:UnfinishedDays</c>).</summary>
    public int UnfinishedDays { get; set; } = 30;

    /// <summary>Completed sessions (<c>Journal:Retention:FinishedDays</c>).</summary>
    public int FinishedDays { get; set; } = 365;

    /// <summary>Audit entries, which hold no readable personal data once the session is removed (<c>Journal:Retention:AuditDays</c>).</summary>
    public int AuditDays { get; set; } = 1825;

    /// <summary>Minutes between two sweeps (<c>Journal:Retention:SweepMinutes</c>).</summary>
    public int SweepMinutes { get; set; } = 60;
}

/// <summary>How often the hash chain is verified.</summary>
public sealed class ChainOptions
{
    /// <summary>Minutes between two checks of the new entries (<c>Journal:Chain:CheckMinutes</c>).</summary>
    public int CheckMinutes { get; set; } = 10;

    /// <summary>Hours between two checks of the whole log (<c>Journal:Chain:WholeHours</c>).</summary>
    public int WholeHours { get; set; } = 24;
}

/// <summary>A certificate with an RSA private key in a PKCS #12 file. Prints masked.</summary>
public class KeyCertificateOptions
{
    /// <summary>The file (<c>Journal:KeyCertificate:Path</c>); relative to the content root.</summary>
    public string Path { get; set; } = "";

    /// <summary>The file's password, if it has one (<c>Journal:KeyCertificate:Password</c>).</summary>
    public string? Password { get; set; }

    /// <summary>Earlier certificates, for reading the keys that they protect (<c>Journal:KeyCertificate:Previous:0:Path</c> …).</summary>
    public IList<KeyCertificateOptions> Previous { get; } = [];

    /// <summary>Masked.</summary>
    public override string ToString() => "KeyCertificateOptions { *** }";
}
