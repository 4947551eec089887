using AuthDemo.Journal;
using AuthDemo.Web.Console.Layout;
using AuthDemo.Web.Console.Sessions;
using Bunit;

namespace AuthDemo.Web.Tests.Console;

/// <summary>Rows of the grid: their order, their changes, and what remains while the journal is unavailable.</summary>
public sealed class SessionGridTests
{
    [Fact]
    public async Task Many_AreRenderedInOrder_EachWithItsRowIndexAndALink()
    {
        await using var screen = new ConsoleScreen();
        Fill(screen, 300);

        var grid = Show(screen);

        var rows = grid.FindAll("tr[data-id]");
        Assert.InRange(rows.Count, 50, 150);
        Assert.Equal(Enumerable.Range(2, rows.Count).Select(row => $"{row}"), rows.Select(row => row.GetAttribute("aria-rowindex")));
        Assert.Equal(screen.Journal.Sessions.Take(rows.Count).Select(session => $"/console/sessions/{session.Id}"), rows.Select(row => row.QuerySelector("a")!.GetAttribute("href")));
        Assert.Equal(("301", "1"), (grid.Find("table").GetAttribute("aria-rowcount"), grid.Find("thead tr").GetAttribute("aria-rowindex")));
    }

    [Fact]
    public async Task Changes_OfARow_UpdateItsCellsInPlace()
    {
        await using var screen = new ConsoleScreen();
        Fill(screen, 5, "awaiting_scan");
        var grid = Show(screen);
        await grid.InvokeAsync(() => grid.Instance.QuietAsync(false));
        var (order, asked, third) = (Ids(grid), screen.Journal.Asked.Count, screen.Journal.Sessions[2]);

        screen.Feed.Publish(new([third with { State = "entering_code", Version = 4 }, screen.Journal.Sessions[3] with { State = "starting", Version = 2 }], [], Missed: false));

        grid.WaitForAssertion(() => Assert.Equal("Enters the code", States(grid)[2]));
        Assert.Equal("Shows the QR code", States(grid)[3]); // What is older than the row says nothing.
        Assert.Equal(order, Ids(grid));
        Assert.Equal(asked, screen.Journal.Asked.Count);
        Assert.Empty(grid.FindAll(".news"));
    }

    [Fact]
    public async Task Changes_Missed_OfferAReload_WhichShowsNewSessions()
    {
        await using var screen = new ConsoleScreen();
        Fill(screen, 2);
        var grid = Show(screen);
        await grid.InvokeAsync(() => grid.Instance.QuietAsync(false));

        screen.Time.Advance(TimeSpan.FromSeconds(1));
        screen.Journal.Sessions.Insert(0, FakeJournal.Session("starting", startedAt: FakeJournal.Noon));
        screen.Feed.Publish(new([], [], Missed: true));
        grid.WaitForAssertion(() => Assert.Equal("The list has changed – show", grid.Find(".news button").TextContent));
        Assert.Equal(2, Ids(grid).Count);

        await grid.Find(".news button").ClickAsync();
        Assert.Single(screen.Script.Invocations["top"]);
        Assert.Equal(screen.Journal.Sessions.Select(session => session.Id.Value), Ids(grid));
        Assert.Empty(grid.FindAll(".news"));
    }

    [Fact]
    public async Task Changes_WhileTheGridIsNotUsed_AreShownAtOnce()
    {
        await using var screen = new ConsoleScreen();
        Fill(screen, 2);
        var grid = Show(screen);

        screen.Time.Advance(TimeSpan.FromSeconds(1));
        screen.Journal.Sessions.Insert(0, FakeJournal.Session("starting", startedAt: FakeJournal.Noon));
        screen.Feed.Publish(new([screen.Journal.Sessions[0]], [], Missed: false));

        grid.WaitForAssertion(() => Assert.Equal(["Starting", "Completed", "Completed"], States(grid)));
    }

    [Fact]
    public async Task Changes_WhileThePointerStays_AreKeptForTheVisibleRowsOnly()
    {
        await using var screen = new ConsoleScreen();
        Fill(screen, 3, "awaiting_scan");
        var grid = Show(screen);
        await grid.InvokeAsync(() => grid.Instance.QuietAsync(false));

        var others = Enumerable.Range(0, 1200).Select(i => FakeJournal.Session("starting", startedAt: FakeJournal.Noon.AddSeconds(1)));
        screen.Feed.Publish(new([.. others, screen.Journal.Sessions[1] with { State = "entering_code", Version = 4 }], [], Missed: false));

        grid.WaitForAssertion(() => Assert.Equal("999+ newer – show", grid.Find(".news button").TextContent));
        Assert.Equal("Enters the code", States(grid)[1]);
        Assert.Equal(1, grid.Instance.ChangedSessions);
    }

    [Fact]
    public async Task Durations_AreUpdatedWithoutChangesAndWithoutAQuery()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Sessions.AddRange([FakeJournal.Session("awaiting_scan", startedAt: FakeJournal.Noon.AddSeconds(-20)), FakeJournal.Session()]);
        var grid = Show(screen);
        var asked = screen.Journal.Asked.Count;

        screen.Time.Advance(TimeSpan.FromSeconds(3));

        grid.WaitForAssertion(() => Assert.Equal(["23 s", "12 s"], grid.FindAll("tr[data-id]").Select(row => row.Children[3].TextContent)));
        Assert.Equal(asked, screen.Journal.Asked.Count);
    }

    [Fact]
    public async Task Durations_WithoutRunningSessions_RenderNothing()
    {
        await using var screen = new ConsoleScreen();
        Fill(screen, 40);
        var grid = Show(screen);
        var drawn = grid.RenderCount;

        screen.Time.Advance(TimeSpan.FromSeconds(30));
        await grid.InvokeAsync(() => { });

        Assert.Equal(drawn, grid.RenderCount);
    }

    [Fact]
    public async Task JournalUnavailable_KeepsTheRows_AndARetryShowsTheChanges()
    {
        await using var screen = new ConsoleScreen();
        Fill(screen, 2);
        var grid = Show(screen);
        var order = Ids(grid);

        screen.Journal.Failure = JournalFailure.DatabaseDown;
        screen.Time.Advance(TimeSpan.FromSeconds(1));
        screen.Journal.Sessions.Insert(0, FakeJournal.Session("starting", startedAt: FakeJournal.Noon));
        screen.Feed.Publish(new([screen.Journal.Sessions[0]], [], Missed: false));
        grid.WaitForAssertion(() => Assert.Contains("What is shown may be old.", grid.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(order, Ids(grid));
        Assert.Equal(("false", "2 sessions"), (grid.Find("table").GetAttribute("aria-busy"), grid.Find("[role=status]").TextContent));

        screen.Journal.Failure = null;
        await ConsoleScreen.Button(grid, "Try again").ClickAsync();
        Assert.Empty(grid.FindAll("[role=alert]"));
        Assert.Equal(screen.Journal.Sessions.Select(session => session.Id.Value), Ids(grid));
    }

    [Fact]
    public async Task JournalUnavailable_FromTheStart_IsNotLoading_AndARetryShowsTheRows()
    {
        await using var screen = new ConsoleScreen();
        Fill(screen, 2);
        screen.Journal.Failure = JournalFailure.Locked;

        var grid = Show(screen);
        Assert.Equal(("false", ""), (grid.Find("table").GetAttribute("aria-busy"), grid.Find("[role=status]").TextContent));
        Assert.DoesNotContain("Loading", grid.Markup, StringComparison.Ordinal);

        screen.Journal.Failure = null;
        await ConsoleScreen.Button(grid, "Try again").ClickAsync();
        Assert.Equal(2, Ids(grid).Count);
    }

    [Fact]
    public async Task JournalUnavailable_WhenTheFilterChanges_ShowsNoRowsOfTheOldFilter()
    {
        await using var screen = new ConsoleScreen();
        Fill(screen, 2);
        var grid = Show(screen);

        screen.Journal.Failure = JournalFailure.Locked;
        grid.Render(parameters => parameters.Add(one => one.View, SessionView.Parse("?state=failed")));

        Assert.Single(grid.FindAll("[role=alert]"));
        Assert.Empty(Ids(grid));
        Assert.Equal("", grid.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task OlderResult_ThatArrivesLater_ChangesNothing()
    {
        await using var screen = new ConsoleScreen();
        Fill(screen, 3);
        screen.Journal.Sessions.Add(FakeJournal.Session("failed", "start_failed"));
        var late = new TaskCompletionSource();
        screen.Journal.Held = late.Task;
        var grid = Show(screen);

        screen.Journal.Held = Task.CompletedTask;
        grid.Render(parameters => parameters.Add(one => one.View, SessionView.Parse("?state=failed")));
        Assert.Equal("1 session", grid.Find("[role=status]").TextContent);
        late.SetResult();
        await grid.InvokeAsync(() => { });

        Assert.Equal("1 session", grid.Find("[role=status]").TextContent);
        Assert.Equal([screen.Journal.Sessions[^1].Id.Value], Ids(grid));
    }

    private static void Fill(ConsoleScreen screen, int count, string state = "completed") =>
        screen.Journal.Sessions.AddRange(Enumerable.Range(1, count).Select(i => FakeJournal.Session(state, startedAt: FakeJournal.Noon.AddSeconds(-i))));

    private static IRenderedComponent<SessionGrid> Show(ConsoleScreen screen) => screen.Show<SessionGrid>((nameof(SessionGrid.View), SessionView.Parse("")));

    private static List<string> Ids(IRenderedComponent<SessionGrid> grid) => [.. grid.FindAll("tr[data-id]").Select(row => row.GetAttribute("data-id")!)];

    private static List<string> States(IRenderedComponent<SessionGrid> grid) => [.. grid.FindAll("tr[data-id] .chip").Select(chip => chip.TextContent)];
}
