using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Operators;
using AuthDemo.Journal.ReadModels;
using AuthDemo.Journal.Retention;
using AuthDemo.Journal.Verification;
using AuthDemo.Sessions;

namespace AuthDemo.Journal.Queries;

/// <summary>
/// What the console reads. Nothing here shows who a person is (<see cref="IOperatorLog.RevealAsync"/> does); nothing throws because
/// the database is away.
/// </summary>
public interface IJournalQueries
{
    /// <summary>A page of sessions, and how many there are in all.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="sort">By what; equal ones by id, so that pages never overlap.</param>
    /// <param name="descending">The other way round.</param>
    /// <param name="skip">How many to leave out, 0 or more.</param>
    /// <param name="take">How many to give, 1–1000.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<JournalResult<SessionPage>> SessionsAsync(
        SessionFilter filter, SessionSort sort, bool descending, int skip, int take, CancellationToken cancellation = default);

    /// <summary>Every session the filter lets through, newest first, for the CSV export; ends early with trouble as its last item.</summary>
    IAsyncEnumerable<JournalResult<SessionSummary>> AllSessionsAsync(SessionFilter filter, CancellationToken cancellation = default);

    /// <summary>One session with its orders and its part of the log, oldest first; null when there is none.</summary>
    Task<JournalResult<SessionDetail?>> SessionAsync(SessionId id, CancellationToken cancellation = default);

    /// <summary>What started and ended from one instant to another (excluded). Call it twice to compare two hours.</summary>
    Task<JournalResult<OverviewFigures>> OverviewAsync(DateTimeOffset from, DateTimeOffset before, CancellationToken cancellation = default);

    /// <summary>
    /// Counts in equal steps from one instant on, for a chart; each bucket's begin is <paramref name="from"/> plus whole steps.
    /// </summary>
    Task<JournalResult<IReadOnlyList<Bucket>>> SeriesAsync(
        DateTimeOffset from, TimeSpan step, int buckets, CancellationToken cancellation = default);

    /// <summary>A page of the log, newest first.</summary>
    /// <param name="filter">Which entries.</param>
    /// <param name="before">Only entries before this place; null for the newest. The next page's is the last entry's <c>Seq</c>.</param>
    /// <param name="take">How many, 1–1000.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<JournalResult<IReadOnlyList<AuditEntry>>> AuditAsync(AuditFilter filter, long? before, int take, CancellationToken cancellation = default);

    /// <summary>What kept the last write from being done, though reading may go well; null when it was done.</summary>
    WriteFailure? WriteFailure { get; }

    /// <summary>What the last check of the chain found, in the background or by <see cref="VerifyAsync"/>; null before the first has ended.</summary>
    ChainCheck? LastChainCheck { get; }

    /// <summary>Recomputes the whole chain; seconds for a million entries.</summary>
    Task<JournalResult<ChainStatus>> VerifyAsync(CancellationToken cancellation = default);

    /// <summary>What is kept for how long, and what there is.</summary>
    Task<JournalResult<RetentionStatus>> RetentionAsync(CancellationToken cancellation = default);
}

/// <summary>A page of sessions.</summary>
/// <param name="Sessions">The page.</param>
/// <param name="Total">How many the filter lets through.</param>
public sealed record SessionPage(IReadOnlyList<SessionSummary> Sessions, int Total);

/// <summary>One session in full, but for who it was.</summary>
/// <param name="Summary">As the grid has it.</param>
/// <param name="MaskedPersonalNumber">Birth date with the last four hidden; null when unknown or erased.</param>
/// <param name="EndUserIp">The browser's address; null when unknown or erased. Show it by policy only.</param>
/// <param name="Orders">The BankID orders.</param>
/// <param name="Log">The session's entries, oldest first.</param>
public sealed record SessionDetail(
    SessionSummary Summary, string? MaskedPersonalNumber, string? EndUserIp, IReadOnlyList<SessionOrder> Orders, IReadOnlyList<AuditEntry> Log)
{
    /// <summary>Masked.</summary>
    public override string ToString() => $"SessionDetail {{ Id = {Summary.Id} }}";
}

/// <summary>One BankID order.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="StartedAt">When BankID had created it.</param>
/// <param name="EndedAt">When it was done with.</param>
/// <param name="Ending"><c>renewed</c>, <c>device_switched</c> or the final state's kind.</param>
public sealed record SessionOrder(int Number, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Ending);

/// <summary>Which entries of the log the console shows; empty and null let everything through.</summary>
public sealed record AuditFilter
{
    /// <summary>What the entries are about.</summary>
    public JournalSubject? Subject { get; init; }

    /// <summary>Of one kind.</summary>
    public JournalEventType? Type { get; init; }

    /// <summary>By one actor, exactly: <c>operator:anna</c>.</summary>
    public string? Actor { get; init; }

    /// <summary>About one session.</summary>
    public SessionId? Session { get; init; }

    /// <summary>From then on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until then (excluded).</summary>
    public DateTimeOffset? Before { get; init; }
}
