using AuthDemo.Journal.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Queries;

/// <summary>Counts and medians, computed by the database.</summary>
internal static class OverviewQuery
{
    private const string Completed = "completed";

    public static async Task<OverviewFigures> OverviewAsync(JournalDb db, DateTimeOffset from, DateTimeOffset before, CancellationToken cancellation)
    {
        var rows = db.Sessions.AsNoTracking();
        var started = await rows.Where(row => row.StartedAt >= from && row.StartedAt < before)
            .GroupBy(row => new { row.Flow, row.Device })
            .Select(kind => new { kind.Key.Flow, kind.Key.Device, Count = kind.Count() }).ToListAsync(cancellation);
        var endedRows = rows.Where(row => row.EndedAt >= from && row.EndedAt < before);
        var ended = await endedRows
            .GroupBy(row => new { row.Flow, row.Device, row.State, row.Reason })
            .Select(kind => new { kind.Key.Flow, kind.Key.Device, kind.Key.State, kind.Key.Reason, Count = kind.Count() }).ToListAsync(cancellation);
        var completed = endedRows.Where(row => row.State == Completed);
        var kinds = new List<KindCount>();
        foreach (var kind in started.Select(kind => (kind.Flow, kind.Device)).Union(ended.Select(kind => (kind.Flow, kind.Device))).Order())
        {
            var ofKind = ended.Where(row => (row.Flow, row.Device) == kind).ToList();
            var completions = ofKind.Where(row => row.State == Completed).Sum(row => row.Count);
            var median = await MedianAsync(completed.Where(row => row.Flow == kind.Flow && row.Device == kind.Device), completions, cancellation);
            kinds.Add(new KindCount(
                kind.Flow, kind.Device, started.Where(row => (row.Flow, row.Device) == kind).Sum(row => row.Count), completions,
                ofKind.Sum(row => row.Count) - completions, median));
        }
        var total = kinds.Sum(kind => kind.Completed);
        return new OverviewFigures(
            kinds.Sum(kind => kind.Started), total, kinds.Sum(kind => kind.EndedOtherwise),
            await rows.CountAsync(row => row.EndedAt == null, cancellation),
            await MedianAsync(completed, total, cancellation),
            [.. ended.Where(row => row.State != Completed).GroupBy(row => (row.State, row.Reason))
                .Select(reason => new ReasonCount(reason.Key.State, reason.Key.Reason, reason.Sum(row => row.Count)))
                .OrderByDescending(reason => reason.Count).ThenBy(reason => reason.State).ThenBy(reason => reason.Reason)],
            kinds);
    }

    public static async Task<IReadOnlyList<Bucket>> SeriesAsync(
        JournalDb db, DateTimeOffset from, TimeSpan step, int buckets, CancellationToken cancellation)
    {
        var (begin, width) = (from.ToUnixTimeMilliseconds(), (long)step.TotalMilliseconds);
        var end = begin + (width * buckets);
        var started = await db.Database.SqlQuery<Step>(
            $"""
            SELECT "Index", 0 AS "IsCompleted", COUNT(*) AS "Count" FROM
              (SELECT ("StartedAt" - {begin}) / {width} AS "Index" FROM "Sessions" WHERE "StartedAt" >= {begin} AND "StartedAt" < {end}) AS started
            GROUP BY "Index"
            """).ToListAsync(cancellation);
        var ended = await db.Database.SqlQuery<Step>(
            $"""
            SELECT "Index", "IsCompleted", COUNT(*) AS "Count" FROM
              (SELECT ("EndedAt" - {begin}) / {width} AS "Index", CASE WHEN "State" = {Completed} THEN 1 ELSE 0 END AS "IsCompleted"
               FROM "Sessions" WHERE "EndedAt" >= {begin} AND "EndedAt" < {end}) AS ended
            GROUP BY "Index", "IsCompleted"
            """).ToListAsync(cancellation);
        return [.. Enumerable.Range(0, buckets).Select(index => new Bucket(
            from + (step * index),
            (int)started.Where(row => row.Index == index).Sum(row => row.Count),
            (int)ended.Where(row => row.Index == index && row.IsCompleted == 1).Sum(row => row.Count),
            (int)ended.Where(row => row.Index == index && row.IsCompleted == 0).Sum(row => row.Count)))];
    }

    private static async Task<TimeSpan?> MedianAsync(IQueryable<SessionRow> completed, int count, CancellationToken cancellation)
    {
        if (count == 0)
            return null;
        // Of an even count the mean of the two in the middle.
        var middle = await completed.OrderBy(row => row.DurationMs).Skip((count - 1) / 2).Take(2 - (count % 2))
            .Select(row => row.DurationMs!.Value).ToListAsync(cancellation);
        return middle.Count == 0 ? null : TimeSpan.FromMilliseconds(middle.Average());
    }

    private sealed record Step(long Index, int IsCompleted, long Count);
}
