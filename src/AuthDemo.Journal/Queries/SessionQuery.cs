using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Sessions;
using AuthDemo.Journal.Storage;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Queries;

/// <summary>Translates a filter and a sort order to a query that gives the same result on both databases.</summary>
internal static class SessionQuery
{
    private const int LongestText = 100;

    public static IQueryable<SessionRow> Where(this IQueryable<SessionRow> rows, SessionFilter filter, JournalKeys keys)
    {
        if (filter.IsRunning is { } running)
            rows = rows.Where(row => row.EndedAt == null == running);
        if (filter.States.Count > 0)
            rows = rows.Where(row => filter.States.Contains(row.State));
        if (filter.Flows.Count > 0)
            rows = rows.Where(row => filter.Flows.Contains(row.Flow));
        if (filter.Devices.Count > 0)
            rows = rows.Where(row => filter.Devices.Contains(row.Device));
        if (filter.Reasons.Count > 0)
            rows = rows.Where(row => filter.Reasons.Contains(row.Reason));
        if (filter.From is { } from)
            rows = rows.Where(row => row.StartedAt >= from);
        if (filter.Before is { } before)
            rows = rows.Where(row => row.StartedAt < before);
        if (filter.Person is { } person)
        {
            var hash = keys.PersonHash(person.Digits);
            rows = rows.Where(row => row.PersonHash == hash);
        }
        if (string.IsNullOrWhiteSpace(filter.Text))
            return rows;
        var text = filter.Text.Trim().ToLowerInvariant();
        if (text.Length > LongestText)
            text = text[..LongestText];
        return rows.Where(row => row.Words.Contains(text));
    }

    // Missing values come first in ascending order; PostgreSQL would sort nulls last.
    public static IOrderedQueryable<SessionRow> OrderBy(this IQueryable<SessionRow> rows, SessionSort sort, bool descending)
    {
        var sorted = sort switch
        {
            SessionSort.Started => By(rows, row => row.StartedAt, descending),
            SessionSort.Updated => By(rows, row => row.UpdatedAt, descending),
            SessionSort.State => By(rows, row => row.State, descending),
            SessionSort.Flow => By(rows, row => row.Flow, descending),
            SessionSort.Device => By(rows, row => row.Device ?? "", descending),
            SessionSort.Reason => By(rows, row => row.Reason ?? "", descending),
            SessionSort.Duration => By(rows, row => row.DurationMs ?? -1, descending),
            _ => throw new ArgumentOutOfRangeException(nameof(sort)),
        };
        return descending ? sorted.ThenByDescending(row => row.Id) : sorted.ThenBy(row => row.Id);
    }

    private static IOrderedQueryable<SessionRow> By<T>(
        IQueryable<SessionRow> rows, System.Linq.Expressions.Expression<Func<SessionRow, T>> what, bool descending) =>
        descending ? rows.OrderByDescending(what) : rows.OrderBy(what);
}
