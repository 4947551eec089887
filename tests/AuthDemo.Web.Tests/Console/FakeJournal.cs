using System.Runtime.CompilerServices;
using AuthDemo.Journal;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Feed;
using AuthDemo.Journal.Operators;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.ReadModels;
using AuthDemo.Journal.Retention;
using AuthDemo.Journal.Verification;
using AuthDemo.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AuthDemo.Web.Tests.Console;

/// <summary>
/// A journal whose sessions a test sets. It filters by state and phase only. It can be unavailable, and can be held so that a test sees a
/// page while it waits.
/// </summary>
internal sealed class FakeJournal : IJournalQueries, IOperatorLog
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public List<SessionSummary> Sessions { get; } = [];

    public List<AuditEntry> Log { get; } = [];

    /// <summary>Every recorded action, in order.</summary>
    public List<OperatorAction> Acts { get; } = [];

    /// <summary>The operators of <see cref="Acts"/>.</summary>
    public List<string> Operators { get; } = [];

    /// <summary>The filters of all queries, in order.</summary>
    public List<SessionFilter> Asked { get; } = [];

    /// <summary>The number of queries for one session.</summary>
    public int AskedForOne { get; private set; }

    public Identity? Person { get; set; } = new("191212121212", "Tolvan Tolvansson", "Tolvan", "Tolvansson");

    public ChainStatus Chain { get; set; } = new ChainStatus.Intact(1, 42, "c0ffee");

    public RetentionStatus Retention { get; set; } = new(30, 365, 1825, 0, 0, 0, 0, null, null);

    /// <summary>The filters and positions of all queries of the log, in order.</summary>
    public List<(AuditFilter Filter, long? Before)> LogAsked { get; } = [];

    /// <summary>The failure that every call returns, if set.</summary>
    public JournalFailure? Failure { get; set; }

    /// <summary>The rule that makes every entry invalid, if set.</summary>
    public RecordResult.Invalid? Breach { get; set; }

    public WriteFailure? WriteFailure { get; set; }

    /// <summary>An exception to throw instead of a result, if set.</summary>
    public Exception? Broken { get; set; }

    /// <summary>Results wait for this task, if set.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    /// <summary>Replaces the journal in the composition.</summary>
    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<JournalFeed>();
        services.AddSingleton<IJournalQueries>(this);
        services.AddSingleton<IOperatorLog>(this);
        services.TryAddSingleton(TimeProvider.System);
    }

    public static SessionSummary Session(
        string state = "completed", string? reason = null, string flow = "auth", string? device = "other", DateTimeOffset? startedAt = null, TimeSpan? took = null)
    {
        var begun = startedAt ?? Noon.AddMinutes(-1);
        var isRunning = state is "awaiting_scan" or "entering_code" or "starting";
        return new()
        {
            Id = SessionId.New(), Version = 3, Flow = flow, Device = device, Os = "ios", Browser = "safari", State = state, Reason = reason,
            Message = state == "failed" ? "RFA17A" : null, Raw = state == "failed" ? "startFailed" : null, Orders = 1, StartedAt = begun,
            UpdatedAt = begun.AddSeconds(5), EndedAt = isRunning ? null : begun + (took ?? TimeSpan.FromSeconds(12)), HasPerson = state == "completed",
        };
    }

    public async Task<JournalResult<SessionPage>> SessionsAsync(
        SessionFilter filter, SessionSort sort, bool descending, int skip, int take, CancellationToken cancellation = default)
    {
        Asked.Add(filter);
        var found = Filtered(filter).OrderByDescending(session => session.StartedAt).ToList();
        return await AnswerAsync(() => new SessionPage([.. found.Skip(skip).Take(take)], found.Count));
    }

    public async IAsyncEnumerable<JournalResult<SessionSummary>> AllSessionsAsync(
        SessionFilter filter, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        foreach (var session in Filtered(filter))
            yield return await AnswerAsync(() => session);
    }

    /// <summary>The result at the time of the query; a held result has the session's state of that time.</summary>
    public Task<JournalResult<SessionDetail?>> SessionAsync(SessionId id, CancellationToken cancellation = default)
    {
        AskedForOne++;
        var found = Sessions.Find(session => session.Id == id) is { } known
            ? new SessionDetail(known, known.HasPerson ? Person?.MaskedPersonalNumber : null, "192.0.2.77",
                [new(1, known.StartedAt, known.EndedAt, known.IsRunning ? null : known.State)], [.. Log.Where(entry => entry.Session == id)])
            : null;
        return AnswerAsync(() => found);
    }

    public Task<JournalResult<OverviewFigures>> OverviewAsync(DateTimeOffset from, DateTimeOffset before, CancellationToken cancellation = default) => AnswerAsync(() =>
    {
        var ended = Sessions.Where(session => session.EndedAt >= from && session.EndedAt < before).ToList();
        var started = Sessions.Count(session => session.StartedAt >= from && session.StartedAt < before);
        var completed = ended.Count(session => session.State == "completed");
        return new OverviewFigures(started, completed, ended.Count - completed, Sessions.Count(session => session.IsRunning),
            completed == 0 ? null : TimeSpan.FromSeconds(12),
            [.. ended.Where(session => session.State != "completed").GroupBy(session => (session.State, session.Reason))
                .Select(same => new ReasonCount(same.Key.State, same.Key.Reason, same.Count()))],
            [.. Sessions.GroupBy(session => (session.Flow, session.Device)).Select(kind => KindOf(kind.Key, kind, from, before))
                .Where(kind => kind.Started + kind.Completed + kind.EndedOtherwise > 0)]);
    });

    public Task<JournalResult<IReadOnlyList<Bucket>>> SeriesAsync(DateTimeOffset from, TimeSpan step, int buckets, CancellationToken cancellation = default) =>
        AnswerAsync<IReadOnlyList<Bucket>>(() => [.. Enumerable.Range(0, buckets).Select(i => from + (step * i)).Select(at => new Bucket(
            at, Sessions.Count(session => session.StartedAt >= at && session.StartedAt < at + step),
            Sessions.Count(session => session.State == "completed" && session.EndedAt >= at && session.EndedAt < at + step),
            Sessions.Count(session => session.State != "completed" && session.EndedAt >= at && session.EndedAt < at + step)))]);

    public Task<JournalResult<IReadOnlyList<AuditEntry>>> AuditAsync(AuditFilter filter, long? before, int take, CancellationToken cancellation = default)
    {
        LogAsked.Add((filter, before));
        return AnswerAsync<IReadOnlyList<AuditEntry>>(() => [.. Log
            .Where(entry => (filter.Subject is null || entry.Type.Subject == filter.Subject) && (filter.Type is null || entry.Type == filter.Type)
                && (filter.Actor is null || entry.Actor == filter.Actor) && (before is null || entry.Seq < before))
            .OrderByDescending(entry => entry.Seq).Take(take)]);
    }

    public ChainCheck? LastChainCheck { get; set; }

    public Task<JournalResult<ChainStatus>> VerifyAsync(CancellationToken cancellation = default) => AnswerAsync(() =>
    {
        LastChainCheck = new(Noon, Chain, Noon);
        return Chain;
    });

    public Task<JournalResult<RetentionStatus>> RetentionAsync(CancellationToken cancellation = default) =>
        AnswerAsync(() => Retention with { Entries = Log.Count });

    public async Task<RecordResult> RecordAsync(string operatorName, OperatorAction action, CancellationToken cancellation = default)
    {
        await Held;
        if (Failure is { } failure)
            return new RecordResult.Unavailable(failure);
        if ((Breach ?? OperatorActionRules.Check(operatorName, action)) is { } breach)
            return breach;
        Acts.Add(action);
        Operators.Add(operatorName);
        return new RecordResult.Recorded(Acts.Count);
    }

    public async Task<RevealResult> RevealAsync(string operatorName, SessionId session, string reason, CancellationToken cancellation = default) =>
        (await RecordAsync(operatorName, new(JournalEventType.PersonalNumberShown) { Session = session, Reason = reason }, cancellation)).Match<RevealResult>(
            _ => Person is null ? new RevealResult.NotFound() : new RevealResult.Revealed(Person),
            invalid => new RevealResult.Invalid(invalid.Field, invalid.Message),
            unavailable => new RevealResult.Unavailable(unavailable.Failure));

    public AuditEntry Entry(JournalEventType type, SessionId? session = null, string actor = "service", string? why = null, params (string Name, string Value)[] facts) =>
        new(Log.Count + 1, Noon.AddSeconds(Log.Count), type, session, actor, facts.ToDictionary(fact => fact.Name, fact => fact.Value), why, $"{Log.Count:x64}");

    private static KindCount KindOf(
        (string Flow, string? Device) kind, IEnumerable<SessionSummary> sessions, DateTimeOffset from, DateTimeOffset before)
    {
        var ended = sessions.Where(session => session.EndedAt >= from && session.EndedAt < before).ToList();
        var completed = ended.Count(session => session.State == "completed");
        return new(kind.Flow, kind.Device, sessions.Count(session => session.StartedAt >= from && session.StartedAt < before), completed,
            ended.Count - completed, completed == 0 ? null : TimeSpan.FromSeconds(12));
    }

    private IEnumerable<SessionSummary> Filtered(SessionFilter filter) => Sessions.Where(session =>
        (filter.States.Count == 0 || filter.States.Contains(session.State)) && (filter.Flows.Count == 0 || filter.Flows.Contains(session.Flow))
        && (filter.From is null || session.StartedAt >= filter.From) && (filter.IsRunning is null || filter.IsRunning == session.IsRunning)
        && (filter.Before is null || session.StartedAt < filter.Before));

    private async Task<JournalResult<T>> AnswerAsync<T>(Func<T> answer)
    {
        await Held;
        if (Broken is { } broken)
            throw broken;
        return Failure is { } failure ? new JournalResult<T>.Unavailable(failure) : new JournalResult<T>.Success(answer());
    }
}
