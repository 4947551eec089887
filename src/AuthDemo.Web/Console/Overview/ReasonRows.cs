using AuthDemo.Journal.Queries;

namespace AuthDemo.Web.Console.Overview;

/// <summary>The reasons why sessions ended in the last hour and the previous one: the most frequent ones, and the sums of the others.</summary>
/// <param name="Rows">At most <see cref="MaxRows"/> reasons, the most frequent of the last hour first.</param>
/// <param name="OtherReasons">The number of reasons without a row.</param>
/// <param name="OthersNow">Their sum in the last hour.</param>
/// <param name="OthersBefore">Their sum in the previous hour.</param>
internal sealed record ReasonRows(IReadOnlyList<ReasonRow> Rows, int OtherReasons, int OthersNow, int OthersBefore)
{
    public const int MaxRows = 8;

    /// <summary>The highest count, for the scale of the bars; at least one.</summary>
    public int Highest => Rows.SelectMany(row => new[] { row.Now, row.Before }).Append(OthersNow).Append(OthersBefore).Append(1).Max();

    public static ReasonRows Of(IReadOnlyList<ReasonCount> now, IReadOnlyList<ReasonCount> before)
    {
        var rows = now.Concat(before).Select(one => (one.State, one.Reason)).Distinct()
            .Select(reason => new ReasonRow(reason.State, reason.Reason, CountIn(now, reason), CountIn(before, reason)))
            .OrderByDescending(row => row.Now).ThenByDescending(row => row.Before).ToList();
        var others = rows.Skip(MaxRows).ToList();
        return new([.. rows.Take(MaxRows)], others.Count, others.Sum(row => row.Now), others.Sum(row => row.Before));
    }

    private static int CountIn(IReadOnlyList<ReasonCount> counts, (string State, string? Reason) wanted) =>
        counts.Where(one => (one.State, one.Reason) == wanted).Sum(one => one.Count);
}

/// <summary>One reason.</summary>
internal sealed record ReasonRow(string State, string? Reason, int Now, int Before);
