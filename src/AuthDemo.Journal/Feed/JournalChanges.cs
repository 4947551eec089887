using AuthDemo.Journal.ReadModels;

namespace AuthDemo.Journal.Feed;

/// <summary>What one commit changed. Published after the commit, never before.</summary>
/// <param name="Sessions">The changed sessions in their new state.</param>
/// <param name="Entries">The entries appended to the audit log.</param>
/// <param name="Missed">The subscriber was too slow and earlier changes were dropped: it must query again for what it shows.</param>
public sealed record JournalChanges(IReadOnlyList<SessionSummary> Sessions, IReadOnlyList<AuditEntry> Entries, bool Missed);
