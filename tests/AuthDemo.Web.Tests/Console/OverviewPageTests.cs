using AuthDemo.Journal;
using AuthDemo.Web.Console.Overviews;
using Bunit;

namespace AuthDemo.Web.Tests.Console;

public sealed class OverviewPageTests
{
    [Fact]
    public async Task Loading_SaysSo()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Held = new TaskCompletionSource().Task;

        var page = screen.Show<OverviewPage>();

        Assert.Equal("Loading…", page.Find("[aria-busy=true] [role=status]").TextContent);
        Assert.Empty(page.FindAll("dl"));
    }

    [Fact]
    public async Task Empty_IsAQuietHour()
    {
        await using var screen = new ConsoleScreen();

        var page = screen.Show<OverviewPage>();

        page.WaitForAssertion(() => Assert.Contains("A quiet two hours", page.Markup, StringComparison.Ordinal));
        Assert.Contains("Every session that ended completed.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("svg[role=img]"));
    }

    [Fact]
    public async Task JournalAway_SaysWhatIsWrong_AndTriesAgain()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Trouble = JournalTrouble.DatabaseDown;
        var page = screen.Show<OverviewPage>();
        Assert.Contains("The database cannot be reached", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        screen.Journal.Trouble = null;
        ConsoleScreen.Button(page, "Try again").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=alert]")));
        Assert.NotEmpty(page.FindAll("dl"));
    }

    [Fact]
    public async Task Many_ComparesThisHourWithTheOneBefore()
    {
        await using var screen = new ConsoleScreen();
        var (now, before) = (FakeJournal.Noon.AddMinutes(-10), FakeJournal.Noon.AddMinutes(-70));
        screen.Journal.Sessions.AddRange(
        [
            FakeJournal.Session(startedAt: now), FakeJournal.Session(startedAt: now), FakeJournal.Session(startedAt: now),
            FakeJournal.Session("failed", "start_failed", startedAt: now), FakeJournal.Session("awaiting_scan", startedAt: now),
            FakeJournal.Session(startedAt: before), FakeJournal.Session(startedAt: before),
        ]);

        var page = screen.Show<OverviewPage>();

        Assert.Equal("5", Tile(page, "Started").Split('|')[0]);
        Assert.Equal("1", Tile(page, "Running now").Split('|')[0]);
        Assert.Equal("3|2 before ▲ 50 %", Tile(page, "Completed"));
        Assert.Equal("Reachable", Tile(page, "BankID (simulated)").Split('|')[0]);
        Assert.Equal("200 days", Tile(page, "RP certificate").Split('|')[0]);
        var reason = page.Find(".bars a");
        Assert.Equal("Failed: the app was never started", reason.TextContent);
        Assert.Equal("/console/sessions?state=failed&reason=start_failed&since=1h", reason.GetAttribute("href"));
        Assert.NotNull(page.Find("svg[role=img]").GetAttribute("aria-label"));
        Assert.Equal(24, page.FindAll("figure table tbody tr").Count);
    }

    [Fact]
    public async Task BankIdAway_SaysSinceWhen()
    {
        await using var screen = new ConsoleScreen();
        screen.BankId.Status = new(false, false, FakeJournal.Noon.AddMinutes(-3), FakeJournal.Noon.AddDays(9));

        var page = screen.Show<OverviewPage>();

        Assert.Equal($"Unreachable|since {FakeJournal.Noon.AddMinutes(-3).LocalDateTime:HH:mm:ss}", Tile(page, "BankID"));
        Assert.Equal("9 days", Tile(page, "RP certificate").Split('|')[0]);
    }

    private static string Tile(IRenderedComponent<OverviewPage> page, string name) => string.Join('|', page.FindAll(".tile")
        .Single(tile => tile.QuerySelector("dt")!.TextContent.Trim() == name).QuerySelectorAll("dd").Select(dd => dd.TextContent.Trim()));
}
