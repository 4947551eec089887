using AuthDemo.Journal;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Desk;
using AuthDemo.Web.Console.Live;
using Bunit;
using SessionRow = AuthDemo.Web.Console.Live.SessionRow;

namespace AuthDemo.Web.Tests.Console;

public sealed class SessionsPageTests
{
    [Fact]
    public async Task Loading_IsBusyAndSaysSo()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Held = new TaskCompletionSource().Task;

        var page = screen.Show<SessionsPage>();

        Assert.Equal("true", page.Find("table").GetAttribute("aria-busy"));
        Assert.Equal("Loading…", page.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task Empty_SaysThatNothingFits()
    {
        await using var screen = new ConsoleScreen();

        var grid = Grid(screen, "");
        await screen.AskAsync(grid);

        Assert.Contains("Nothing fits these filters.", grid.Markup, StringComparison.Ordinal);
        Assert.Equal("0 sessions", grid.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task JournalAway_SaysWhatIsWrong()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Trouble = JournalTrouble.Locked;

        var grid = Grid(screen, "");
        await screen.AskAsync(grid);

        Assert.Contains("Another process holds the database.", grid.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_CountsAllAndAsksForWhatTheAddressSays()
    {
        await using var screen = new ConsoleScreen();
        for (var i = 0; i < 300; i++)
            screen.Journal.Sessions.Add(FakeJournal.Session(i % 3 == 0 ? "failed" : "completed", i % 3 == 0 ? "start_failed" : null, startedAt: FakeJournal.Noon.AddSeconds(-i - 1)));

        var grid = Grid(screen, "?state=failed");
        await screen.AskAsync(grid);

        Assert.Equal("100 sessions", grid.Find("[role=status]").TextContent);
        Assert.Equal("101", grid.Find("table").GetAttribute("aria-rowcount"));
        Assert.All(screen.Journal.Asked, filter => Assert.Equal(["failed"], filter.States));
    }

    [Fact]
    public async Task Row_SaysStateReasonAndDuration_AndEndedOnesAreDrawnOnce()
    {
        await using var screen = new ConsoleScreen();
        var failed = FakeJournal.Session("failed", "start_failed");

        var row = screen.Show<SessionRow>((nameof(SessionRow.Session), failed), (nameof(SessionRow.Now), FakeJournal.Noon));
        row.Render(p => p.Add(r => r.Session, failed).Add(r => r.Now, FakeJournal.Noon.AddSeconds(9)));

        Assert.Equal(1, row.RenderCount);
        Assert.Equal(["Failed", "the app was never started"], row.FindAll("td").Take(2).Select(cell => cell.TextContent));
        Assert.Equal("12 s", row.FindAll("td")[3].TextContent);
        Assert.Equal($"/console/sessions/{failed.Id}", row.Find("a").GetAttribute("href"));
    }

    [Fact]
    public async Task News_WhileSomebodyIsInTheGrid_AreCountedAndNothingMoves()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Sessions.Add(FakeJournal.Session());
        var grid = Grid(screen, "");
        await screen.AskAsync(grid);
        await grid.InvokeAsync(() => grid.Instance.QuietAsync(false));
        var asked = screen.Journal.Asked.Count;

        screen.Feed.Publish(new([FakeJournal.Session("awaiting_scan", startedAt: FakeJournal.Noon.AddSeconds(1))], [], Missed: false));

        grid.WaitForAssertion(() => Assert.Equal("1 newer – show", grid.Find(".news button").TextContent));
        Assert.Equal(asked, screen.Journal.Asked.Count);
        Assert.Equal("1 sessions", grid.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task News_WithFilters_SayThatTheListHasChanged()
    {
        await using var screen = new ConsoleScreen();
        var grid = Grid(screen, "?phase=running");
        await grid.InvokeAsync(() => grid.Instance.QuietAsync(false));

        screen.Feed.Publish(new([FakeJournal.Session("failed")], [], Missed: false));

        grid.WaitForAssertion(() => Assert.Equal("The list has changed – show", grid.Find(".news button").TextContent));
    }

    [Fact]
    public async Task Sort_ByAColumn_AsksForAnotherView()
    {
        await using var screen = new ConsoleScreen();
        SessionView? asked = null;
        var grid = screen.Show<SessionGrid>((nameof(SessionGrid.View), SessionView.Parse("")),
            (nameof(SessionGrid.ViewChanged), Microsoft.AspNetCore.Components.EventCallback.Factory.Create<SessionView>(this, view => asked = view)));

        ConsoleScreen.Button(grid, "Duration").Click();

        Assert.Equal("?sort=-duration", asked!.ToQuery());
        Assert.Equal("descending", grid.FindAll("th").Single(th => th.TextContent.Contains("Started", StringComparison.Ordinal)).GetAttribute("aria-sort"));
    }

    [Theory]
    [InlineData("Viewer", true)]
    [InlineData("Operator", false)]
    public async Task Export_IsForOperators(string role, bool isDisabled)
    {
        await using var screen = new ConsoleScreen(Enum.Parse<OperatorRole>(role));

        var page = screen.Show<SessionsPage>();

        Assert.Equal(isDisabled, ConsoleScreen.Button(page, "Export CSV").HasAttribute("disabled"));
        Assert.Equal("/console/sessions.csv", page.Find("form").GetAttribute("action"));
    }

    [Fact]
    public async Task Swedish_IsSwedish()
    {
        await using var screen = new ConsoleScreen(language: "sv");

        var page = screen.Show<SessionsPage>();

        Assert.Equal("Sessioner", page.Find("h1").TextContent);
        Assert.Contains(page.FindAll(".saved a"), link => link.TextContent == "Pågående");
    }

    private static IRenderedComponent<SessionGrid> Grid(ConsoleScreen screen, string query) =>
        screen.Show<SessionGrid>((nameof(SessionGrid.View), SessionView.Parse(query)));
}
