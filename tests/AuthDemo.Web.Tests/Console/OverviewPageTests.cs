using AuthDemo.Journal;
using AuthDemo.Web.Console.Overview;
using Bunit;

namespace AuthDemo.Web.Tests.Console;

public sealed class OverviewPageTests
{
    [Fact]
    public async Task Loading_IsShown()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Held = new TaskCompletionSource().Task;

        var page = screen.Show<OverviewPage>();

        Assert.Equal("Loading…", page.Find("[aria-busy=true] [role=status]").TextContent);
        Assert.Empty(page.FindAll("dl"));
    }

    [Fact]
    public async Task Empty_ShowsZeros()
    {
        await using var screen = new ConsoleScreen();

        var page = screen.Show<OverviewPage>();

        page.WaitForAssertion(() => Assert.Contains("A quiet two hours", page.Markup, StringComparison.Ordinal));
        Assert.Contains("No session ended in the last hour.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[role=img]"));
    }

    [Fact]
    public async Task JournalUnavailable_ShowsWhy_AndRetries()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Failure = JournalFailure.DatabaseDown;
        var page = screen.Show<OverviewPage>();
        Assert.Contains("The database cannot be reached", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Reachable", Tile(page, "BankID (simulated)").Split('|')[0]);

        screen.Journal.Failure = null;
        ConsoleScreen.Button(page, "Try again").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=alert]")));
        Assert.Equal("0", Tile(page, "Running now").Split('|')[0]);
    }

    [Fact]
    public async Task JournalUnavailableLater_KeepsTheFiguresWithTheirTime()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Sessions.Add(FakeJournal.Session(startedAt: FakeJournal.Noon.AddMinutes(-10)));
        var page = screen.Show<OverviewPage>();

        screen.Journal.Failure = JournalFailure.Locked;
        screen.Time.Advance(TimeSpan.FromSeconds(16));

        page.WaitForAssertion(() => Assert.Contains("Another process holds the database.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("1", Tile(page, "Started").Split('|')[0]);
        Assert.Contains($"as of {FakeJournal.Noon.LocalDateTime:HH:mm:ss}", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AsOf_IsNotReadAloudWithEachRefresh()
    {
        await using var screen = new ConsoleScreen();

        var page = screen.Show<OverviewPage>();

        Assert.Contains("as of ", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("[role=status], [aria-live]"), live => live.TextContent.Contains("as of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task QueryThrew_TheNextRefreshQueriesAgain()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Failure = JournalFailure.DatabaseDown;
        var page = screen.Show<OverviewPage>();
        screen.Journal.Broken = new InvalidOperationException("A bug.");
        Assert.ThrowsAny<Exception>(() => ConsoleScreen.Button(page, "Try again").Click());

        (screen.Journal.Broken, screen.Journal.Failure) = (null, null);
        ConsoleScreen.Button(page, "Try again").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=alert]")));
    }

    [Fact]
    public async Task QueryThrew_InTheTimer_ReachesTheErrorBoundary()
    {
        await using var screen = new ConsoleScreen();
        screen.Show<OverviewPage>();
        screen.Journal.Broken = new InvalidOperationException("A bug.");

        screen.Time.Advance(TimeSpan.FromSeconds(16));

        Assert.Same(screen.Journal.Broken, await screen.Broke.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Many_ComparesTheLastHourWithThePreviousOne()
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
        Assert.NotNull(page.Find("[role=img]").GetAttribute("aria-label"));
        Assert.Equal(24, page.FindAll("figure table tbody tr").Count);
    }

    [Fact]
    public async Task FlowsAndDevices_OfEitherHour_AreCompared()
    {
        await using var screen = new ConsoleScreen();
        var (now, before) = (FakeJournal.Noon.AddMinutes(-10), FakeJournal.Noon.AddMinutes(-70));
        screen.Journal.Sessions.AddRange(
        [
            FakeJournal.Session(startedAt: now), FakeJournal.Session("failed", "start_failed", startedAt: now), FakeJournal.Session(startedAt: before),
            FakeJournal.Session(flow: "sign", device: "same", startedAt: before), FakeJournal.Session(flow: "phone_auth", device: null, startedAt: now),
        ]);

        var page = screen.Show<OverviewPage>();

        var kinds = page.FindComponent<FlowTable>();
        Assert.Equal(
            ["Identify · Other device|2 (1)|1 (1)|1 (0)|12 s (12 s)", "Identify by phone|1 (0)|1 (0)|0 (0)|12 s (–)", "Sign · Same device|0 (1)|0 (1)|0 (0)|– (12 s)"],
            kinds.FindAll("tbody tr").Select(row => string.Join('|', row.Children.Select(cell => string.Concat(
                cell.ChildNodes.Where(node => node is not AngleSharp.Dom.IElement { LocalName: "span" } hidden || !hidden.HasAttribute("aria-hidden")).Select(node => node.TextContent)).Trim()))));
        // On a phone the rows are laid out as blocks, which would remove their roles.
        Assert.Equal(["table", "columnheader", "rowheader", "cell"], new[] { "table", "thead th", "tbody th", "td" }.Select(one => kinds.Find(one).GetAttribute("role")));
        Assert.Equal(["Started", "Completed", "Otherwise", "Median"], kinds.FindAll("tbody tr:first-child td .name").Select(name => name.TextContent));
    }

    [Fact]
    public async Task BankIdBecomesUnreachable_WhileThePageIsOpen_IsShown()
    {
        await using var screen = new ConsoleScreen();
        var page = screen.Show<OverviewPage>();

        screen.BankId.Status = screen.BankId.Status with { IsReachable = false };
        screen.Time.Advance(TimeSpan.FromSeconds(16));

        page.WaitForAssertion(() => Assert.Equal("Unreachable", Tile(page, "BankID (simulated)").Split('|')[0]));
    }

    [Fact]
    public async Task BankIdUnreachable_ShowsSinceWhen()
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
