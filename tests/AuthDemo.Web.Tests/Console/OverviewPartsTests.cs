using AuthDemo.Journal.Queries;
using AuthDemo.Web.Console.Overview;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Tests.Console;

/// <summary>The components of the overview in rare states.</summary>
public sealed class OverviewPartsTests : IAsyncDisposable
{
    private readonly ConsoleScreen _screen = new();

    public ValueTask DisposeAsync() => _screen.DisposeAsync();

    [Fact]
    public void BankId_NotCalledYet_ShowsSinceWhen()
    {
        _screen.BankId.Status = new(false, null, null, FakeJournal.Noon.AddDays(90.5));

        Assert.Equal(["BankID|Not asked yet|since the service started", $"RP certificate|90 days|until {Date(90.5)}"], Tiles());
    }

    [Fact]
    public void Certificate_Absent_IsShown()
    {
        _screen.BankId.Status = new(false, true, FakeJournal.Noon, null);

        Assert.Equal("RP certificate|None|not configured, or cannot be read", Tiles()[1]);
    }

    [Theory]
    [InlineData(-3.5, "Expired|since")]
    [InlineData(0, "Expired|since")]
    [InlineData(0.5, "Less than a day|until")]
    [InlineData(1.5, "1 day|until")]
    [InlineData(2, "2 days|until")]
    public void Certificate_NearExpiry_ShowsWholeDaysAndNeverNegative(double days, string text)
    {
        _screen.BankId.Status = new(false, true, FakeJournal.Noon, FakeJournal.Noon.AddDays(days));

        Assert.Equal($"RP certificate|{text} {Date(days)}", Tiles()[1]);
    }

    [Theory]
    [InlineData(30, 29, true)]
    [InlineData(30, 31, false)]
    [InlineData(60, 31, true)]
    [InlineData(7, 29, false)]
    public void Certificate_IsMarkedFromTheConfiguredDayOn(int warningDays, int left, bool isMarked)
    {
        _screen.Operations.CertificateWarningDays = warningDays;
        _screen.BankId.Status = new(false, true, FakeJournal.Noon, FakeJournal.Noon.AddDays(left + 0.5));

        var days = _screen.Show<BankIdTile>(("At", FakeJournal.Noon)).FindAll("dd").Single(dd => dd.TextContent == $"{left} days");

        Assert.Equal(isMarked, days.ClassList.Contains("worse")); // a colour is all there is to it
    }

    [Theory]
    [InlineData(7, 0, "7|0 before")]
    [InlineData(0, 0, "0|0 before")]
    [InlineData(0, 4, "0|4 before ▼ 100 %")]
    [InlineData(4, 4, "4|4 before")]
    [InlineData(12000, 1000, "12,000|1,000 before ▲ 1100 %")]
    public void Figure_ComparesWithThePreviousHour(int now, int before, string text)
    {
        var figure = _screen.Show<FigureTile>(("Name", "Started"), ("Now", now), ("Before", before));

        Assert.Equal(text, string.Join('|', figure.FindAll("dd").Select(dd => dd.TextContent.Trim())));
    }

    [Fact]
    public void Reasons_MoreThanEight_TheOthersAreSummedForBothHours()
    {
        ReasonCount[] now = [.. Enumerable.Range(1, 10).Select(i => new ReasonCount("failed", $"r{i}", 20 - i))];
        ReasonCount[] before = [new("failed", "r9", 3), new("failed", "r10", 4), new("cancelled", "app", 5)];

        var rows = Rows(now, before);

        Assert.Equal(9, rows.Count);
        Assert.Equal("Failed: r1|19 (0)", rows[0]);
        Assert.Equal("3 other reasons|21 (12)", rows[^1]);
    }

    [Fact]
    public void Reasons_OfThePreviousHourOnly_AreShown()
    {
        Assert.Equal(["Failed: the app was never started|2 (1)", "Rejected: risk too high|0 (6)"],
            Rows([new("failed", "start_failed", 2)], [new("failed", "start_failed", 1), new("rejected", "risk", 6)]));
    }

    [Fact]
    public void Reasons_Nine_HaveOneOtherReason() =>
        Assert.Equal("One other reason|1 (0)", Rows([.. Enumerable.Range(1, 9).Select(i => new ReasonCount("failed", $"r{i}", 10 - i))], [])[^1]);

    [Theory]
    [InlineData(0, "No session ended in the last hour.")]
    [InlineData(3, "Every session that ended completed.")]
    public void Reasons_None_ShowsWhetherAnySessionEnded(int completed, string text) =>
        Assert.Equal(text, Reasons([], [], completed).Find("p").TextContent);

    [Theory]
    [InlineData(0, "0|1|2")]
    [InlineData(3, "0|2|4")]
    [InlineData(21, "0|15|30")]
    [InlineData(250_000, "0|150,000|300,000")]
    public void Chart_AxisMaximumIsEven(int most, string marks)
    {
        var chart = Chart(i => i == 23 ? most : 0);

        Assert.Equal(marks, string.Join('|', chart.FindAll(".axis span").Select(mark => mark.TextContent)));
    }

    [Fact]
    public void Chart_TheSameFiveMinutesOfBothHoursAreAdjacent_ThePreviousHourPale()
    {
        // 1 … 24 started and completed; the axis ends at 30, 200 units of height for them.
        var chart = Chart(i => i + 1);

        var columns = chart.FindAll("svg g");
        Assert.Equal(24, columns.Count);
        Assert.Equal(["6.7", "86.7"], columns.Take(2).Select(column => column.QuerySelector("rect")!.GetAttribute("height")));
        Assert.Equal([true, false], columns.Take(2).Select(column => column.ClassList.Contains("pale")));
        Assert.Equal(["50,193.3", "50,113.3"], chart.FindAll("polyline").Select(line => line.GetAttribute("points")!.Split(' ')[0]));
        Assert.Equal(4, chart.FindAll(".times span").Count);
        Assert.Equal("true", chart.Find("svg").GetAttribute("aria-hidden"));
        Assert.Equal($"{FakeJournal.Noon.AddHours(-2).LocalDateTime:HH:mm}|1|1|0", string.Join('|', chart.FindAll("tbody tr")[0].Children.Select(cell => cell.TextContent)));
    }

    private static string Date(double days) => FakeJournal.Noon.AddDays(days).LocalDateTime.ToString("d MMMM yyyy", System.Globalization.CultureInfo.CurrentCulture);

    private List<string> Tiles() => [.. _screen.Show<BankIdTile>(("At", FakeJournal.Noon)).FindAll(".tile")
        .Select(tile => string.Join('|', tile.Children.Select(part => part.TextContent.Trim())))];

    private IRenderedComponent<ReasonBars> Reasons(ReasonCount[] now, ReasonCount[] before, int completed = 1) =>
        _screen.Show<ReasonBars>(("Now", now), ("Before", before), ("Completed", completed));

    private List<string> Rows(ReasonCount[] now, ReasonCount[] before) =>
        [.. Reasons(now, before).FindAll("li").Select(row => $"{row.Children[0].TextContent}|{row.Children[1].TextContent}")];

    private IRenderedComponent<ColumnChart> Chart(Func<int, int> count) => _screen.Show<ColumnChart>(("Steps", (Bucket[])
        [.. Enumerable.Range(0, 24).Select(i => new Bucket(FakeJournal.Noon.AddMinutes(-120 + (5 * i)), count(i), count(i), 0))]));
}
