using AuthDemo.Journal.Protection;

namespace AuthDemo.Journal.Storage;

/// <summary>Why the journal cannot write or read just now. Nothing was written; the next try may go well.</summary>
public enum JournalTrouble
{
    /// <summary>The database does not answer, or refuses the connection.</summary>
    DatabaseDown,

    /// <summary>The disk or the database's quota is full.</summary>
    DiskFull,

    /// <summary>Another process holds the database longer than <c>Journal:LockTimeoutSeconds</c>.</summary>
    Locked,

    /// <summary>Reading or writing the disk failed, or it is read-only.</summary>
    DiskFailed,

    /// <summary>The database is damaged, or is not the journal this version knows.</summary>
    Damaged,

    /// <summary>The keys are protected by a certificate that <c>Journal:KeyCertificate</c> does not name.</summary>
    KeysLocked,

    /// <summary>More writes wait than <c>Journal:Grouping:QueueLength</c>.</summary>
    QueueFull,

    /// <summary>The service is stopping.</summary>
    Stopping,
}

/// <summary>The words for <see cref="JournalTrouble"/> in logs, metrics and replies.</summary>
public static class JournalTroubleWords
{
    /// <summary><c>database_down</c>, <c>disk_full</c> …</summary>
    public static string Word(this JournalTrouble trouble) => trouble switch
    {
        JournalTrouble.DatabaseDown => "database_down",
        JournalTrouble.DiskFull => "disk_full",
        JournalTrouble.Locked => "locked",
        JournalTrouble.DiskFailed => "disk_failed",
        JournalTrouble.Damaged => "damaged",
        JournalTrouble.KeysLocked => "keys_locked",
        JournalTrouble.QueueFull => "queue_full",
        JournalTrouble.Stopping => "stopping",
        _ => throw new ArgumentOutOfRangeException(nameof(trouble)),
    };
}
