using AuthDemo.Journal;
using AuthDemo.Journal.Storage;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Layout;
using AuthDemo.Web.Console.Sessions;
using Bunit;
using SessionRow = AuthDemo.Web.Console.Sessions.SessionRow;

namespace AuthDemo.Web.Tests.Console;

public sealed class SessionsPageTests
{
    [Fact]
    public async Task Loading_IsBusyAndShown()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Held = new TaskCompletionSource().Task;

        var page = screen.Show<SessionsPage>();

        Assert.Equal("true", page.Find("table").GetAttribute("aria-busy"));
        Assert.Equal("Loading…", page.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task Empty_ShowsThatNothingMatches()
    {
        await using var screen = new ConsoleScreen();

        var grid = Grid(screen, "");
        await screen.LoadAsync(grid);

        Assert.Contains("Nothing fits these filters.", grid.Markup, StringComparison.Ordinal);
        Assert.Equal("0 sessions", grid.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task JournalUnavailable_ShowsWhy()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Failure = JournalFailure.Locked;

        var grid = Grid(screen, "");
        await screen.LoadAsync(grid);

        Assert.Contains("Another process holds the database.", grid.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_CountsAllAndQueriesByTheUrl()
    {
        await using var screen = new ConsoleScreen();
        for (var i = 0; i < 300; i++)
            screen.Journal.Sessions.Add(FakeJournal.Session(i % 3 == 0 ? "failed" : "completed", i % 3 == 0 ? "start_failed" : null, startedAt: FakeJournal.Noon.AddSeconds(-i - 1)));

        var grid = Grid(screen, "?state=failed");
        await screen.LoadAsync(grid);

        Assert.Equal("100 sessions", grid.Find("[role=status]").TextContent);
        Assert.Equal("101", grid.Find("table").GetAttribute("aria-rowcount"));
        Assert.All(screen.Journal.Asked, filter => Assert.Equal(["failed"], filter.States));
    }

    [Fact]
    public async Task Row_ShowsStateReasonAndDuration_AndEndedOnesAreRenderedOnce()
    {
        await using var screen = new ConsoleScreen();
        var failed = FakeJournal.Session("failed", "start_failed");

        var row = screen.Show<SessionRow>((nameof(SessionRow.Session), failed), (nameof(SessionRow.Now), FakeJournal.Noon));
        row.Render(p => p.Add(r => r.Session, failed).Add(r => r.Now, FakeJournal.Noon.AddSeconds(9)));

        Assert.Equal(1, row.RenderCount);
        Assert.Equal(["Failed", "the app was never started"], [row.Find("td .chip").TextContent, row.FindAll("td")[1].TextContent]);
        Assert.Equal("12 s", row.FindAll("td")[3].TextContent);
        Assert.Equal(($"/console/sessions/{failed.Id}", $"Failed, Session {failed.Id.Value[..8]}…"), (row.Find("a").GetAttribute("href"), row.Find("a").TextContent));
    }

    [Fact]
    public async Task Row_Running_CountsTheSeconds()
    {
        await using var screen = new ConsoleScreen();
        var running = FakeJournal.Session("awaiting_scan", startedAt: FakeJournal.Noon.AddSeconds(-50));

        var row = screen.Show<SessionRow>((nameof(SessionRow.Session), running), (nameof(SessionRow.Row), 7), (nameof(SessionRow.Now), FakeJournal.Noon));
        Assert.Equal("50 s", row.FindAll("td")[3].TextContent);
        row.Render(p => p.Add(r => r.Now, FakeJournal.Noon.AddSeconds(12)));

        Assert.Equal("1 min 2 s", row.FindAll("td")[3].TextContent);
        Assert.Equal(("7", "-1"), (row.Find("tr").GetAttribute("aria-rowindex"), row.Find("tr").GetAttribute("tabindex")));
    }

    [Fact]
    public async Task Changes_WhileTheGridIsUsed_AreCountedAndNoRowMoves()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Sessions.Add(FakeJournal.Session());
        var grid = Grid(screen, "");
        await screen.LoadAsync(grid);
        await grid.InvokeAsync(() => grid.Instance.QuietAsync(false));
        var asked = screen.Journal.Asked.Count;

        screen.Feed.Publish(new([FakeJournal.Session("awaiting_scan", startedAt: FakeJournal.Noon.AddSeconds(1))], [], Missed: false));

        grid.WaitForAssertion(() => Assert.Equal("1 newer – show", grid.Find(".news button").TextContent));
        Assert.Equal(asked, screen.Journal.Asked.Count);
        Assert.Equal("1 session", grid.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task Changes_WithFilters_ShowThatTheListHasChanged()
    {
        await using var screen = new ConsoleScreen();
        var grid = Grid(screen, "?phase=running");
        await grid.InvokeAsync(() => grid.Instance.QuietAsync(false));

        screen.Feed.Publish(new([FakeJournal.Session("failed")], [], Missed: false));

        grid.WaitForAssertion(() => Assert.Equal("The list has changed – show", grid.Find(".news button").TextContent));
    }

    [Fact]
    public async Task Sort_ByAColumn_RequestsAnotherView()
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
    public async Task PersonalNumber_IsSearchedForAlone_AndIsInNoUrl()
    {
        await using var screen = new ConsoleScreen();
        var page = screen.Show<SessionsPage>();

        await SearchAsync(page, "19850709-9821");
        await page.InvokeAsync(() => page.FindComponents<MultiSelectFilter>()[0].Instance.ChosenChanged.InvokeAsync(["failed"]));

        var asked = screen.Journal.Asked[^1];
        Assert.Equal(("198507099821", null), (asked.Person!.Digits, asked.Text));
        Assert.Equal(["failed"], asked.States);
        Assert.Contains("The number is not kept in the address.", page.Markup, StringComparison.Ordinal);
        Assert.Equal("19850709-9821", page.Find("form input[name=person]").GetAttribute("value"));
        Assert.DoesNotContain(Addresses(screen), address => address.Contains("9821", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PersonalNumber_Incomplete_ShowsTheNumberOfDigits()
    {
        await using var screen = new ConsoleScreen();
        var page = screen.Show<SessionsPage>();

        await SearchAsync(page, "850709-9821");

        Assert.Contains("A personal number has 12 digits, YYYYMMDDNNNN; given so far: 10.", page.Markup, StringComparison.Ordinal);
        Assert.Null(screen.Journal.Asked[^1].Person);
        Assert.DoesNotContain(Addresses(screen), address => address.Contains("9821", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CopyLink_CopiesTheViewThatIsShown()
    {
        await using var screen = new ConsoleScreen();
        screen.Navigation.NavigateTo("/console/sessions?state=failed");
        var page = screen.Show<SessionsPage>();

        ConsoleScreen.Button(page, "Copy link").Click();

        Assert.Equal("http://localhost/console/sessions?state=failed", screen.Browser.Invocations["navigator.clipboard.writeText"].Single().Arguments[0]);
        Assert.Equal(["The link to this view is copied."], screen.Told);
    }

    [Fact]
    public async Task CopyLink_BrowserRefuses_PointsToTheAddressBar()
    {
        await using var screen = new ConsoleScreen();
        screen.Browser.SetupVoid("navigator.clipboard.writeText", _ => true).SetException(new Microsoft.JSInterop.JSException("denied"));
        var page = screen.Show<SessionsPage>();

        ConsoleScreen.Button(page, "Copy link").Click();

        Assert.Equal(["The browser does not let us copy; the address bar has the link."], screen.Told);
    }

    [Fact]
    public async Task Times_AreAskedForOnceTheyCanBeRead_AndStandInTheExport()
    {
        await using var screen = new ConsoleScreen();
        screen.Navigation.NavigateTo("/console/sessions?since=24h");
        var page = screen.Show<SessionsPage>();
        Assert.Empty(page.FindAll(".times"));

        await page.InvokeAsync(() => page.FindComponent<SelectFilter>().Instance.ChosenChanged.InvokeAsync("between"));
        page.FindAll(".times input")[0].Change("2026-05-04 02:00");
        page.FindAll(".times input")[1].Change("2026-05-04 02:30");

        Assert.Equal((new DateTime(2026, 5, 4, 2, 0, 0), new DateTime(2026, 5, 4, 2, 30, 0)), (screen.Journal.Asked[^1].From!.Value.LocalDateTime, screen.Journal.Asked[^1].Before!.Value.LocalDateTime));
        Assert.Equal("?from=2026-05-04T02%3A00&to=2026-05-04T02%3A30", page.Find("form input[name=view]").GetAttribute("value"));

        await page.InvokeAsync(() => page.FindComponent<SelectFilter>().Instance.ChosenChanged.InvokeAsync("1h"));
        Assert.Empty(page.FindAll(".times"));
        Assert.Equal("?since=1h", page.Find("form input[name=view]").GetAttribute("value"));
    }

    [Fact]
    public async Task Times_InTheAddress_OpenTheirFields()
    {
        await using var screen = new ConsoleScreen();
        screen.Navigation.NavigateTo("/console/sessions?from=2026-05-04T02:00");

        var page = screen.Show<SessionsPage>();

        Assert.Equal(["2026-05-04 02:00", ""], page.FindAll(".times input").Select(field => field.GetAttribute("value") ?? ""));
    }

    [Fact]
    public async Task Swedish_IsSwedish()
    {
        await using var screen = new ConsoleScreen(language: "sv");

        var page = screen.Show<SessionsPage>();

        Assert.Equal("Sessioner", page.Find("h1").TextContent);
        Assert.Contains(page.FindAll(".saved a"), link => link.TextContent == "Pågående");
    }

    private static Task SearchAsync(IRenderedComponent<SessionsPage> page, string text) =>
        page.InvokeAsync(() => page.FindComponent<MudBlazor.MudTextField<string>>().Instance.ValueChanged.InvokeAsync(text));

    private static IEnumerable<string> Addresses(ConsoleScreen screen) =>
        screen.Script.Invocations["address"].SelectMany(call => call.Arguments).Select(address => $"{address}").Append(screen.Navigation.Uri);

    private static IRenderedComponent<SessionGrid> Grid(ConsoleScreen screen, string query) =>
        screen.Show<SessionGrid>((nameof(SessionGrid.View), SessionView.Parse(query)));
}
