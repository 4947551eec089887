using AuthDemo.Journal.Storage;

namespace AuthDemo.Journal.Retention;

/// <summary>What is kept for how long, and what there is.</summary>
/// <param name="UnfinishedDays">Days that sessions without success are kept after their end.</param>
/// <param name="FinishedDays">Days that completed sessions are kept.</param>
/// <param name="AuditDays">Days that entries of the log are kept.</param>
/// <param name="Unfinished">How many ended without success there are.</param>
/// <param name="Finished">How many completed there are.</param>
/// <param name="Running">How many run.</param>
/// <param name="Entries">How many entries the log has.</param>
/// <param name="OldestEntry">When the oldest one happened.</param>
/// <param name="LastSweep">The last sweep of this process; null before the first.</param>
public sealed record RetentionStatus(
    int UnfinishedDays, int FinishedDays, int AuditDays, int Unfinished, int Finished, int Running, long Entries,
    DateTimeOffset? OldestEntry, Sweep? LastSweep);

/// <summary>What one sweep did.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Unfinished">Sessions without success removed.</param>
/// <param name="Finished">Completed sessions removed.</param>
/// <param name="Entries">Entries of the log removed.</param>
/// <param name="Trouble">Why it could not go on; the next one goes on from there. Null when it was whole.</param>
public sealed record Sweep(DateTimeOffset At, int Unfinished, int Finished, long Entries, JournalTrouble? Trouble);
