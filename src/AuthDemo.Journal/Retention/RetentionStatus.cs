namespace AuthDemo.Journal.Retention;

/// <summary>The retention periods and the amount of stored data.</summary>
/// <param name="UnfinishedDays">How many days sessions that did not succeed are kept after their end.</param>
/// <param name="FinishedDays">How many days completed sessions are kept.</param>
/// <param name="AuditDays">How many days audit entries are kept.</param>
/// <param name="Unfinished">Stored sessions that ended without success.</param>
/// <param name="Finished">Stored sessions that completed.</param>
/// <param name="Running">Sessions that are still running.</param>
/// <param name="Entries">Stored audit entries.</param>
/// <param name="OldestEntry">The time of the oldest entry.</param>
/// <param name="LastSweep">The last sweep of this process; null before the first.</param>
public sealed record RetentionStatus(
    int UnfinishedDays, int FinishedDays, int AuditDays, int Unfinished, int Finished, int Running, long Entries,
    DateTimeOffset? OldestEntry, Sweep? LastSweep);

/// <summary>The result of one retention sweep.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Unfinished">Removed sessions that had not succeeded.</param>
/// <param name="Finished">Removed completed sessions.</param>
/// <param name="Entries">Removed audit entries.</param>
/// <param name="Failure">Why it stopped early; the next sweep continues there. Null when it removed everything that was due.</param>
public sealed record Sweep(DateTimeOffset At, int Unfinished, int Finished, long Entries, JournalFailure? Failure);
