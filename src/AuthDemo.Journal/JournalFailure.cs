namespace AuthDemo.Journal;

/// <summary>Why the journal cannot be read or written at the moment. Nothing was written; a retry may succeed.</summary>
public enum JournalFailure
{
    /// <summary>The database does not answer, or refuses the connection.</summary>
    DatabaseDown,

    /// <summary>The disk or the database's quota is full.</summary>
    DiskFull,

    /// <summary>Another process has held a lock on the database for longer than <c>Journal:LockTimeoutSeconds</c>.</summary>
    Locked,

    /// <summary>Reading or writing the disk failed, or it is read-only.</summary>
    DiskFailed,

    /// <summary>The database is damaged, or was written by an incompatible version.</summary>
    Damaged,

    /// <summary>The keys are protected with a certificate that <c>Journal:KeyCertificate</c> does not name.</summary>
    KeysLocked,

    /// <summary>The write queue holds <c>Journal:Grouping:QueueLength</c> writes already.</summary>
    QueueFull,

    /// <summary>The service is stopping.</summary>
    Stopping,
}

/// <summary>The codes for <see cref="JournalFailure"/> in logs, metrics, health checks and the console.</summary>
public static class JournalFailureCodes
{
    /// <summary><c>database_down</c>, <c>disk_full</c> …</summary>
    public static string Code(this JournalFailure failure) => failure switch
    {
        JournalFailure.DatabaseDown => "database_down",
        JournalFailure.DiskFull => "disk_full",
        JournalFailure.Locked => "locked",
        JournalFailure.DiskFailed => "disk_failed",
        JournalFailure.Damaged => "damaged",
        JournalFailure.KeysLocked => "keys_locked",
        JournalFailure.QueueFull => "queue_full",
        JournalFailure.Stopping => "stopping",
        _ => throw new ArgumentOutOfRangeException(nameof(failure)),
    };
}
