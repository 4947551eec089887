using AuthDemo.Journal.Queries;

namespace AuthDemo.Web.Console.Overview;

/// <summary>Why sessions ended in one hour and in the one before: the most frequent reasons of either, and what is left of both.</summary>
/// <param name="Rows">At most <see cref="Most"/>, most frequent now first.</param>
/// <param name="OtherReasons">How many reasons have no row.</param>
/// <param name="OthersNow">How often they ended sessions in the last hour.</param>
/// <param name="OthersBefore">The same for the hour before.</param>
internal sealed record ReasonRows(IReadOnlyList<ReasonRow> Rows, int OtherReasons, int OthersNow, int OthersBefore)
{
    public const int Most = 8;

    /// <summary>The highest count there is, for the length of the bars; at least one.</summary>
    public int Highest => Rows.SelectMany(row => new[] { row.Now, row.Before }).Append(OthersNow).Append(OthersBefore).Append(1).Max();

    public static ReasonRows Of(IReadOnlyList<ReasonCount> now, IReadOnlyList<ReasonCount> before)
    {
        var rows = now.Concat(before).Select(one => (one.State, one.Reason)).Distinct()
            .Select(reason => new ReasonRow(reason.State, reason.Reason, CountIn(now, reason), CountIn(before, reason)))
            .OrderByDescending(row => row.Now).ThenByDescending(row => row.Before).ToList();
        var others = rows.Skip(Most).ToList();
        return new([.. rows.Take(Most)], others.Count, others.Sum(row => row.Now), others.Sum(row => row.Before));
    }

    private static int CountIn(IReadOnlyList<ReasonCount> counts, (string State, string? Reason) wanted) =>
        counts.Where(one => (one.State, one.Reason) == wanted).Sum(one => one.Count);
}

/// <summary>One reason.</summary>
internal sealed record ReasonRow(string State, string? Reason, int Now, int Before);
