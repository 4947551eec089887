using AuthDemo.Journal.Protection;

namespace AuthDemo.Journal;

/// <summary>What the journal runs with: the configuration section <c>Journal</c>.</summary>
public sealed class JournalOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Journal";

    /// <summary>Which database (<c>Journal:Provider</c>).</summary>
    public JournalProvider Provider { get; set; } = JournalProvider.Sqlite;

    /// <summary>
    /// The folder of <c>answers</c> and, with SQLite, of <c>journal.db</c> (<c>Journal:DataFolder</c>), made if absent; relative to
    /// the content root.
    /// </summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>With PostgreSQL: how to reach it (<c>Journal:ConnectionString</c>). May hold a password: never shown.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>How long one write waits for a database that another process has locked, in seconds (<c>Journal:LockTimeoutSeconds</c>).</summary>
    public int LockTimeoutSeconds { get; set; } = 5;

    /// <summary>How writes are grouped (<c>Journal:Grouping</c>).</summary>
    public GroupingOptions Grouping { get; set; } = new();

    /// <summary>How long what is kept (<c>Journal:Retention</c>).</summary>
    public RetentionOptions Retention { get; set; } = new();

    /// <summary>How often the log's chain is checked (<c>Journal:Chain</c>).</summary>
    public ChainOptions Chain { get; set; } = new();

    /// <summary>What protects the keys in the journal (<c>Journal:KeyCertificate</c>); without it they lie there in the clear.</summary>
    public KeyCertificateOptions? KeyCertificate { get; set; }
}

/// <summary>Which database holds the journal.</summary>
public enum JournalProvider
{
    /// <summary>A file in the data folder.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, 13 or newer.</summary>
    PostgreSql,
}

/// <summary>How writes of many sessions become one commit.</summary>
public sealed class GroupingOptions
{
    /// <summary>How many writes one commit may hold (<c>Journal:Grouping:MaxGroup</c>).</summary>
    public int MaxGroup { get; set; } = 256;

    /// <summary>How many writes may wait for a commit; one more is refused as <see cref="JournalFailure.QueueFull"/> (<c>Journal:Grouping:QueueLength</c>).</summary>
    public int QueueLength { get; set; } = 4096;
}

/// <summary>How many days what is kept.</summary>
public sealed class RetentionOptions
{
    /// <summary>Sessions that ended in anything but success (<c>Journal:Retention:UnfinishedDays</c>).</summary>
    public int UnfinishedDays { get; set; } = 30;

    /// <summary>Completed sessions (<c>Journal:Retention:FinishedDays</c>).</summary>
    public int FinishedDays { get; set; } = 365;

    /// <summary>Entries of the log, which hold nothing readable of a person once the session is gone (<c>Journal:Retention:AuditDays</c>).</summary>
    public int AuditDays { get; set; } = 1825;

    /// <summary>Minutes between two sweeps (<c>Journal:Retention:SweepMinutes</c>).</summary>
    public int SweepMinutes { get; set; } = 60;
}

/// <summary>How often the log's chain is checked.</summary>
public sealed class ChainOptions
{
    /// <summary>Minutes between two looks at what was added (<c>Journal:Chain:CheckMinutes</c>).</summary>
    public int CheckMinutes { get; set; } = 10;

    /// <summary>Hours between two checks of the whole log (<c>Journal:Chain:WholeHours</c>).</summary>
    public int WholeHours { get; set; } = 24;
}

/// <summary>A certificate with an RSA private key, as a PKCS #12 file. Prints masked.</summary>
public class KeyCertificateOptions
{
    /// <summary>The file (<c>Journal:KeyCertificate:Path</c>); relative to the content root.</summary>
    public string Path { get; set; } = "";

    /// <summary>The file's password, if it has one (<c>Journal:KeyCertificate:Password</c>).</summary>
    public string? Password { get; set; }

    /// <summary>Earlier certificates: keys they protected can still be read (<c>Journal:KeyCertificate:Previous:0:Path</c> …).</summary>
    public IList<KeyCertificateOptions> Previous { get; } = [];

    /// <summary>Masked.</summary>
    public override string ToString() => "KeyCertificateOptions { *** }";
}
