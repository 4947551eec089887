using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Storage;
using AuthDemo.Web.Console.Layout;

namespace AuthDemo.Web.Console.Overview;

/// <summary>The last sixty minutes, the sixty before them, and the steps of both for the chart.</summary>
/// <param name="At">When the journal was asked; the end of <paramref name="Now"/>.</param>
/// <param name="Now">The last hour.</param>
/// <param name="Before">The hour before it.</param>
/// <param name="Steps">Two hours in steps of five minutes, oldest first.</param>
internal sealed record HourComparison(DateTimeOffset At, OverviewFigures Now, OverviewFigures Before, IReadOnlyList<Bucket> Steps)
{
    /// <summary>The width of one step.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    private const int StepCount = 24;

    /// <summary>Asks the journal; the word of its trouble if it cannot answer.</summary>
    public static async Task<(HourComparison? Found, string? Trouble)> AskAsync(IJournalQueries journal, DateTimeOffset at)
    {
        var (hourAgo, twoHoursAgo) = (at.AddHours(-1), at.AddHours(-2));
        // One after the other: the first trouble is trouble enough.
        var now = await journal.OverviewAsync(hourAgo, at);
        if (now is Answer<OverviewFigures>.Unavailable nowDown)
            return (null, nowDown.Trouble.Word());
        var before = await journal.OverviewAsync(twoHoursAgo, hourAgo);
        if (before is Answer<OverviewFigures>.Unavailable beforeDown)
            return (null, beforeDown.Trouble.Word());
        var steps = await journal.SeriesAsync(twoHoursAgo, Step, StepCount);
        if (steps is Answer<IReadOnlyList<Bucket>>.Unavailable stepsDown)
            return (null, stepsDown.Trouble.Word());
        return (new(at, now.Known(), before.Known(), steps.Known()), null);
    }
}
