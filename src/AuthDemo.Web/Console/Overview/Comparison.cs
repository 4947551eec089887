using AuthDemo.Journal;
using AuthDemo.Journal.Queries;

namespace AuthDemo.Web.Console.Overview;

/// <summary>The last sixty minutes, the sixty before them, and the steps of both for the chart.</summary>
/// <param name="At">When the journal was asked; the end of <paramref name="Now"/>.</param>
/// <param name="Now">The last hour.</param>
/// <param name="Before">The hour before it.</param>
/// <param name="Steps">Two hours in steps of five minutes, oldest first.</param>
internal sealed record Comparison(DateTimeOffset At, OverviewFigures Now, OverviewFigures Before, IReadOnlyList<Bucket> Steps)
{
    /// <summary>The width of one step.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    private const int StepCount = 24;

    /// <summary>Queries the journal; stops at the first failure.</summary>
    public static async Task<JournalResult<Comparison>> QueryAsync(IJournalQueries journal, DateTimeOffset at)
    {
        var (hourAgo, twoHoursAgo) = (at.AddHours(-1), at.AddHours(-2));
        return await (await journal.OverviewAsync(hourAgo, at)).ThenAsync(async now =>
            await (await journal.OverviewAsync(twoHoursAgo, hourAgo)).ThenAsync(async before =>
                (await journal.SeriesAsync(twoHoursAgo, Step, StepCount)).Map(steps => new Comparison(at, now, before, steps))));
    }
}
