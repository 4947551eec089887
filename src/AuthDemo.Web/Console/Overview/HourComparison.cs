using AuthDemo.Journal;
using AuthDemo.Journal.Queries;

namespace AuthDemo.Web.Console.Overview;

/// <summary>The figures of the last hour and of the hour before it, and the intervals of both for the chart.</summary>
/// <param name="At">The time of the query and the end of <paramref name="Now"/>.</param>
/// <param name="Now">The last hour.</param>
/// <param name="Before">The previous hour.</param>
/// <param name="Steps">Both hours in intervals of five minutes, oldest first.</param>
internal sealed record HourComparison(DateTimeOffset At, OverviewFigures Now, OverviewFigures Before, IReadOnlyList<Bucket> Steps)
{
    /// <summary>The length of an interval.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    private const int StepCount = 24;

    /// <summary>Queries the journal; stops at the first failure.</summary>
    public static async Task<JournalResult<HourComparison>> QueryAsync(IJournalQueries journal, DateTimeOffset at)
    {
        var (hourAgo, twoHoursAgo) = (at.AddHours(-1), at.AddHours(-2));
        return await (await journal.OverviewAsync(hourAgo, at)).ThenAsync(async now =>
            await (await journal.OverviewAsync(twoHoursAgo, hourAgo)).ThenAsync(async before =>
                (await journal.SeriesAsync(twoHoursAgo, Step, StepCount)).Map(steps => new HourComparison(at, now, before, steps))));
    }
}
