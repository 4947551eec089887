using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Operators;
using AuthDemo.Journal.ReadModels;
using AuthDemo.Journal.Retention;
using AuthDemo.Journal.Verification;
using AuthDemo.Sessions;

namespace AuthDemo.Journal.Queries;

/// <summary>
/// The console's queries. None returns a person's identity (see <see cref="IOperatorLog.RevealAsync"/>); none throws because the database
/// is unavailable.
/// </summary>
public interface IJournalQueries
{
    /// <summary>A page of sessions and their total number.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="sort">The sort order; ties are sorted by id, so that pages never overlap.</param>
    /// <param name="descending">Descending.</param>
    /// <param name="skip">How many to skip, 0 or more.</param>
    /// <param name="take">The page size, 1–1000.</param>
    /// <param name="cancellation">Cancels the query.</param>
    Task<JournalResult<SessionPage>> SessionsAsync(
        SessionFilter filter, SessionSort sort, bool descending, int skip, int take, CancellationToken cancellation = default);

    /// <summary>All matching sessions, newest first, for the CSV export; a failure is the last item.</summary>
    IAsyncEnumerable<JournalResult<SessionSummary>> AllSessionsAsync(SessionFilter filter, CancellationToken cancellation = default);

    /// <summary>One session with its orders and its audit entries, oldest first; null when it does not exist.</summary>
    Task<JournalResult<SessionDetail?>> SessionAsync(SessionId id, CancellationToken cancellation = default);

    /// <summary>The figures of the period from one time to another (excluded).</summary>
    Task<JournalResult<OverviewFigures>> OverviewAsync(DateTimeOffset from, DateTimeOffset before, CancellationToken cancellation = default);

    /// <summary>
    /// The figures of equal intervals for a chart, beginning at <paramref name="from"/>.
    /// </summary>
    Task<JournalResult<IReadOnlyList<Bucket>>> SeriesAsync(
        DateTimeOffset from, TimeSpan step, int buckets, CancellationToken cancellation = default);

    /// <summary>A page of the audit log, newest first.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="before">Only entries before this sequence number; null for the newest. For the next page pass the last entry's <c>Seq</c>.</param>
    /// <param name="take">The page size, 1–1000.</param>
    /// <param name="cancellation">Cancels the query.</param>
    Task<JournalResult<IReadOnlyList<AuditEntry>>> AuditAsync(AuditFilter filter, long? before, int take, CancellationToken cancellation = default);

    /// <summary>Why the last write failed, even if reading works; null when it succeeded.</summary>
    WriteFailure? WriteFailure { get; }

    /// <summary>The last verification of the hash chain, in the background or by <see cref="VerifyAsync"/>; null before the first has ended.</summary>
    ChainCheck? LastChainCheck { get; }

    /// <summary>Verifies the whole hash chain; takes seconds for a million entries.</summary>
    Task<JournalResult<ChainStatus>> VerifyAsync(CancellationToken cancellation = default);

    /// <summary>The retention periods and the amount of stored data.</summary>
    Task<JournalResult<RetentionStatus>> RetentionAsync(CancellationToken cancellation = default);
}

/// <summary>A page of sessions.</summary>
/// <param name="Sessions">The page.</param>
/// <param name="Total">How many sessions match the filter.</param>
public sealed record SessionPage(IReadOnlyList<SessionSummary> Sessions, int Total);

/// <summary>A session in full, without the person's identity.</summary>
/// <param name="Summary">As in the session list.</param>
/// <param name="MaskedPersonalNumber">Birth date with the last four hidden; null when unknown or erased.</param>
/// <param name="EndUserIp">The browser's IP address; null when unknown or erased.</param>
/// <param name="Orders">The BankID orders.</param>
/// <param name="Log">The session's audit entries, oldest first.</param>
public sealed record SessionDetail(
    SessionSummary Summary, string? MaskedPersonalNumber, string? EndUserIp, IReadOnlyList<SessionOrder> Orders, IReadOnlyList<AuditEntry> Log)
{
    /// <summary>Masked.</summary>
    public override string ToString() => $"SessionDetail {{ Id = {Summary.Id} }}";
}

/// <summary>One BankID order.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="StartedAt">When BankID created it.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Ending"><c>renewed</c>, <c>device_switched</c> or the final state's kind.</param>
public sealed record SessionOrder(int Number, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string? Ending);

/// <summary>The filter of the audit log; null matches everything.</summary>
public sealed record AuditFilter
{
    /// <summary>The subject.</summary>
    public JournalSubject? Subject { get; init; }

    /// <summary>The type.</summary>
    public JournalEventType? Type { get; init; }

    /// <summary>The exact actor: <c>operator:anna</c>.</summary>
    public string? Actor { get; init; }

    /// <summary>The session.</summary>
    public SessionId? Session { get; init; }

    /// <summary>At that time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before that time.</summary>
    public DateTimeOffset? Before { get; init; }
}
