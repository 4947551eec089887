using System.Runtime.CompilerServices;
using System.Text.Json;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.ReadModels;
using AuthDemo.Journal.Retention;
using AuthDemo.Journal.Sessions;
using AuthDemo.Journal.Storage;
using AuthDemo.Journal.Verification;
using AuthDemo.Journal.Writing;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AuthDemo.Journal.Queries;

/// <summary>
/// The console's queries. Times, state, person, and the log by session and type are indexed. Text, reason, flow, device, duration and actor
/// are not: these filters scan the rows that the other filters leave.
/// </summary>
internal sealed class JournalQueries(
    JournalDatabase database, JournalWriter writer, DataKeys keys, HashChainMonitor chainMonitor, RetentionSweep sweep, IOptions<JournalOptions> options) : IJournalQueries
{
    private const int MaxPageSize = 1000;
    private const string Completed = "completed";

    public Task<JournalResult<SessionPage>> SessionsAsync(
        SessionFilter filter, SessionSort sort, bool descending, int skip, int take, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ThrowIfInvalidPageSize(take);
        return database.QueryAsync(
            async db =>
            {
                var rows = db.Sessions.AsNoTracking().Where(filter, database.Keys);
                var total = await rows.CountAsync(cancellation);
                var page = await Summaries(rows.OrderBy(sort, descending).Skip(skip).Take(take)).ToListAsync(cancellation);
                return new SessionPage([.. page.Select(SessionSummary.Of)], total);
            },
            cancellation);
    }

    public async IAsyncEnumerable<JournalResult<SessionSummary>> AllSessionsAsync(
        SessionFilter filter, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        // Keyset pagination: sessions that start in the meantime do not shift the pages.
        DateTimeOffset? at = null;
        var id = "";
        while (true)
        {
            var (after, last) = (at, id);
            var result = await database.QueryAsync(
                async db =>
                {
                    var rows = db.Sessions.AsNoTracking().Where(filter, database.Keys);
                    if (after is { } edge)
                        rows = rows.Where(row => row.StartedAt < edge || (row.StartedAt == edge && row.Id.CompareTo(last) < 0));
                    return await Summaries(rows.OrderBy(SessionSort.Started, descending: true).Take(MaxPageSize)).ToListAsync(cancellation);
                },
                cancellation);
            if (result is JournalResult<List<SessionRow>>.Unavailable unavailable)
            {
                yield return new JournalResult<SessionSummary>.Unavailable(unavailable.Failure);
                yield break;
            }
            var page = ((JournalResult<List<SessionRow>>.Success)result).Value;
            foreach (var row in page)
                yield return new JournalResult<SessionSummary>.Success(SessionSummary.Of(row));
            if (page.Count < MaxPageSize)
                yield break;
            (at, id) = (page[^1].StartedAt, page[^1].Id);
        }
    }

    public Task<JournalResult<SessionDetail?>> SessionAsync(SessionId id, CancellationToken cancellation = default) =>
        database.QueryAsync(db => SessionAsync(db, id, cancellation), cancellation);

    public Task<JournalResult<OverviewFigures>> OverviewAsync(DateTimeOffset from, DateTimeOffset before, CancellationToken cancellation = default) =>
        database.QueryAsync(db => OverviewQuery.OverviewAsync(db, from, before, cancellation), cancellation);

    public Task<JournalResult<IReadOnlyList<Bucket>>> SeriesAsync(
        DateTimeOffset from, TimeSpan step, int buckets, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, TimeSpan.FromMilliseconds(1));
        ThrowIfInvalidPageSize(buckets);
        return database.QueryAsync(db => OverviewQuery.SeriesAsync(db, from, step, buckets, cancellation), cancellation);
    }

    public Task<JournalResult<IReadOnlyList<AuditEntry>>> AuditAsync(
        AuditFilter filter, long? before, int take, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ThrowIfInvalidPageSize(take);
        return database.QueryAsync<IReadOnlyList<AuditEntry>>(
            async db =>
            {
                var entries = await Entries(db, filter, before).OrderByDescending(entry => entry.Seq).Take(take).ToListAsync(cancellation);
                var open = await WhyKeysAsync(db, entries, cancellation);
                return [.. entries.Select(entry => AuditEntry.Of(entry, Why(open.GetValueOrDefault(entry.SessionId ?? ""), entry)))];
            },
            cancellation);
    }

    public WriteFailure? WriteFailure => writer.Failure;

    public ChainCheck? LastChainCheck => chainMonitor.Last;

    public Task<JournalResult<ChainStatus>> VerifyAsync(CancellationToken cancellation = default) => chainMonitor.CheckAsync(isFull: true, cancellation);

    public Task<JournalResult<RetentionStatus>> RetentionAsync(CancellationToken cancellation = default) => database.QueryAsync(
        async db =>
        {
            var (days, rows) = (options.Value.Retention, db.Sessions.AsNoTracking());
            var oldest = await db.Events.AsNoTracking().OrderBy(entry => entry.Seq).Select(entry => (DateTimeOffset?)entry.At).FirstOrDefaultAsync(cancellation);
            return new RetentionStatus(
                days.UnfinishedDays, days.FinishedDays, days.AuditDays,
                await rows.CountAsync(row => row.EndedAt != null && row.State != Completed, cancellation),
                await rows.CountAsync(row => row.State == Completed, cancellation),
                await rows.CountAsync(row => row.EndedAt == null, cancellation),
                await db.Head.Select(head => head.Seq - head.TrimmedThrough).SingleAsync(cancellation), oldest, sweep.Last);
        },
        cancellation);

    // Without keys and ciphertext, which the list does not need.
    private static IQueryable<SessionRow> Summaries(IQueryable<SessionRow> rows) => rows.Select(row => new SessionRow
    {
        Id = row.Id, Version = row.Version, Flow = row.Flow, Device = row.Device, Os = row.Os, Browser = row.Browser, State = row.State,
        Message = row.Message, Reason = row.Reason, Raw = row.Raw, Orders = row.Orders, Operator = row.Operator, StartedAt = row.StartedAt,
        UpdatedAt = row.UpdatedAt, EndedAt = row.EndedAt, Words = "", PersonHash = row.PersonHash,
    });

    private static IQueryable<AuditEntryRow> Entries(JournalDb db, AuditFilter filter, long? before)
    {
        var entries = db.Events.AsNoTracking();
        if (before is { } seq)
            entries = entries.Where(entry => entry.Seq < seq);
        if (filter.Type is { } type)
            entries = entries.Where(entry => entry.Type == type.Name);
        if (filter.Subject is { } subject)
        {
            var types = JournalEventType.All.Where(known => known.Subject == subject).Select(known => known.Name).ToArray();
            entries = entries.Where(entry => types.Contains(entry.Type));
        }
        if (filter.Actor is { } actor)
            entries = entries.Where(entry => entry.Actor == actor);
        if (filter.Session is { } session)
            entries = entries.Where(entry => entry.SessionId == session.Value);
        if (filter.From is { } from)
            entries = entries.Where(entry => entry.At >= from);
        if (filter.Before is { } until)
            entries = entries.Where(entry => entry.At < until);
        return entries;
    }

    private async Task<SessionDetail?> SessionAsync(JournalDb db, SessionId id, CancellationToken cancellation)
    {
        var row = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(kept => kept.Id == id.Value, cancellation);
        if (row is null)
            return null;
        var orders = await db.Orders.AsNoTracking().Where(order => order.SessionId == id.Value).OrderBy(order => order.Number)
            .Select(order => new SessionOrder(order.Number, order.StartedAt, order.EndedAt, order.Ending)).ToListAsync(cancellation);
        var log = await db.Events.AsNoTracking().Where(entry => entry.SessionId == id.Value).OrderBy(entry => entry.Seq).ToListAsync(cancellation);
        var key = row.DataKey is null ? null : keys.Open(row.Id, row.DataKey);
        var record = row.Record is not null && key?.Open(row.Record, "record") is { } json ? RecordJson.Read<SessionRecord>(json) : null;
        var person = row.Person is not null && key?.Open(row.Person, "person") is { } who ? JsonSerializer.Deserialize<Identity>(who) : null;
        return new SessionDetail(
            SessionSummary.Of(row), person?.MaskedPersonalNumber, record?.Intent.EndUserIp, orders, [.. log.Select(entry => AuditEntry.Of(entry, Why(key, entry)))]);
    }

    // An operator's reason is sealed if the action concerns a session.
    private static string? Why(DataKey? key, AuditEntryRow entry)
    {
        if (!HasWhy(entry) || key?.Open(entry.Sealed, "event") is not { } json)
            return null;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("why", out var why) ? why.GetString() : null;
    }

    private static bool HasWhy(AuditEntryRow entry) =>
        entry.Sealed is not null && JournalEventType.Find(entry.Type)?.Subject == JournalSubject.Operator;

    private async Task<Dictionary<string, DataKey?>> WhyKeysAsync(JournalDb db, List<AuditEntryRow> entries, CancellationToken cancellation)
    {
        var sessions = entries.Where(HasWhy).Select(entry => entry.SessionId!).Distinct(StringComparer.Ordinal).ToArray();
        if (sessions.Length == 0)
            return [];
        var rows = await db.Sessions.AsNoTracking().Where(row => sessions.Contains(row.Id) && row.DataKey != null)
            .Select(row => new { row.Id, row.DataKey }).ToListAsync(cancellation);
        return rows.ToDictionary(row => row.Id, row => keys.Open(row.Id, row.DataKey!), StringComparer.Ordinal);
    }

    private static void ThrowIfInvalidPageSize(int take)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, MaxPageSize);
    }
}
