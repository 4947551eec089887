using AuthDemo.Journal;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.ReadModels;
using AuthDemo.Sessions;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Layout;
using AuthDemo.Web.Console.Audit;
using AuthDemo.Web.Console.Sessions;
using Bunit;
using MudBlazor;

namespace AuthDemo.Web.Tests.Console;

/// <summary>The audit page's list: loading, empty, unavailable, many, filtered, and with newer entries than shown.</summary>
public sealed class AuditPageTests : IAsyncDisposable
{
    private readonly ConsoleScreen _screen = new();

    public ValueTask DisposeAsync() => _screen.DisposeAsync();

    [Fact]
    public async Task Loading_Empty_Unavailable()
    {
        var screen = _screen;
        var held = new TaskCompletionSource();
        screen.Journal.Held = held.Task;
        var page = screen.Show<AuditPage>();
        Assert.Equal("true", page.Find("table").GetAttribute("aria-busy"));

        held.SetResult();
        page.WaitForAssertion(() => Assert.Contains("No entries", page.Markup, StringComparison.Ordinal));
        Assert.Equal("false", page.Find("table").GetAttribute("aria-busy"));

        screen.Journal.Failure = JournalFailure.Damaged;
        var away = screen.Show<AuditPage>();
        Assert.Contains("damaged", away.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("false", away.Find("table").GetAttribute("aria-busy")); // it does not wait for anything
        Assert.DoesNotContain("No entries", away.Markup, StringComparison.Ordinal);

        screen.Journal.Failure = null;
        ConsoleScreen.Button(away, "Try again").Click();
        away.WaitForAssertion(() => Assert.Contains("No entries", away.Markup, StringComparison.Ordinal));
        Assert.Empty(away.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Many_AreShownInPagesOfAHundred()
    {
        var screen = _screen;
        Shown(150);
        var page = screen.Show<AuditPage>();

        Assert.Equal(100, Rows(page).Count);
        var first = page.FindAll("tbody tr")[0];
        Assert.Equal("anna", first.Children[2].TextContent);
        Assert.Contains("Personal number shown", first.TextContent, StringComparison.Ordinal);
        Assert.Contains("“Case 7”", first.TextContent, StringComparison.Ordinal);
        ConsoleScreen.Button(page, "Show older").Click();
        page.WaitForAssertion(() => Assert.Equal(150, Rows(page).Count));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() == "Show older");
    }

    [Fact]
    public async Task ShowOlder_ClickedTwice_LoadsThePageOnce()
    {
        var screen = _screen;
        Shown(250);
        var page = screen.Show<AuditPage>();
        var held = new TaskCompletionSource();
        screen.Journal.Held = held.Task;
        var older = page.FindComponents<MudButton>().Single(button => button.Markup.Contains("Show older", StringComparison.Ordinal)).Instance;

        // The browser sent the second click before the button was disabled.
        var clicks = page.InvokeAsync(() => Task.WhenAll(older.OnClick.InvokeAsync(), older.OnClick.InvokeAsync()));
        page.WaitForAssertion(() => Assert.True(ConsoleScreen.Button(page, "Show older").HasAttribute("disabled")));
        held.SetResult();
        await clicks;

        page.WaitForAssertion(() => Assert.Equal(200, Rows(page).Count));
        Assert.Equal([null, 151], screen.Journal.LogAsked.Select(asked => asked.Before));
        Assert.Equal(200, Rows(page).Distinct().Count());
    }

    [Fact]
    public async Task ShowOlder_JournalUnavailable_KeepsTheList_AndRetries()
    {
        var screen = _screen;
        Shown(150);
        var page = screen.Show<AuditPage>();
        screen.Journal.Failure = JournalFailure.DatabaseDown;
        ConsoleScreen.Button(page, "Show older").Click();
        page.WaitForAssertion(() => Assert.Contains("The database cannot be reached", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(100, Rows(page).Count);

        screen.Journal.Failure = null;
        ConsoleScreen.Button(page, "Try again").Click();

        page.WaitForAssertion(() => Assert.Equal(150, Rows(page).Count));
        Assert.Equal([null, 51, 51], screen.Journal.LogAsked.Select(asked => asked.Before));
    }

    [Fact]
    public async Task Filters_Three_AreQueriedTogether()
    {
        var screen = _screen;
        Add(JournalEventType.SessionStarted, "user");
        Add(JournalEventType.OperatorSignedIn, "operator:anna");
        Add(JournalEventType.ChainVerified, "operator:anna");
        Add(JournalEventType.ChainVerified, "operator:vera");
        var page = screen.Show<AuditPage>();
        Assert.Equal(["4", "3", "2"], Rows(page));

        await FilterAsync(page, actor: " anna ");
        page.WaitForAssertion(() => Assert.Equal(["3", "2"], Rows(page)));
        await ChooseAsync(page, 1, "chain_verified");
        page.WaitForAssertion(() => Assert.Equal(["3"], Rows(page)));
        await FilterAsync(page, actor: null);
        page.WaitForAssertion(() => Assert.Equal(["4", "3"], Rows(page)));
        await ChooseAsync(page, 1, null);
        await ChooseAsync(page, 0, "Session");
        page.WaitForAssertion(() => Assert.Equal(["1"], Rows(page)));

        await FilterAsync(page, actor: "user");
        Assert.Equal(new AuditFilter { Subject = JournalSubject.Session, Actor = "user" }, screen.Journal.LogAsked[^1].Filter);
    }

    [Fact]
    public async Task Filter_ChangedDuringAQuery_ShowsOnlyTheLastResult()
    {
        var screen = _screen;
        Add(JournalEventType.SessionStarted, "user");
        Add(JournalEventType.OperatorSignedIn, "operator:anna");
        var page = screen.Show<AuditPage>();
        var slow = new TaskCompletionSource();
        screen.Journal.Held = slow.Task;
        var first = ChooseAsync(page, 0, "Session");
        screen.Journal.Held = Task.CompletedTask;
        await ChooseAsync(page, 0, "Operator");

        slow.SetResult();
        await first;

        page.WaitForAssertion(() => Assert.Equal(["2"], Rows(page)));
        Assert.Equal("false", page.Find("table").GetAttribute("aria-busy"));
    }

    [Fact]
    public async Task Filter_ChangedAndJournalUnavailable_ShowsNoResultOfAnotherFilter()
    {
        var screen = _screen;
        Add(JournalEventType.OperatorSignedIn, "operator:anna");
        var page = screen.Show<AuditPage>();
        screen.Journal.Failure = JournalFailure.Locked;

        await ChooseAsync(page, 0, "Session");

        page.WaitForAssertion(() => Assert.Empty(Rows(page)));
        Assert.Contains("Another process holds the database.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Newer_AreCountedByFilter_WithoutThoseAlreadyShown()
    {
        var screen = _screen;
        Add(JournalEventType.OperatorSignedIn, "operator:anna");
        Add(JournalEventType.ChainVerified, "operator:anna");
        var page = screen.Show<AuditPage>();

        // The list already had the second entry when its change arrived; the third does not match the filter.
        var added = Add(JournalEventType.OperatorSignedOut, "operator:anna");
        var notOperators = Add(JournalEventType.SessionStarted, "user");
        screen.Feed.Publish(new([], [screen.Journal.Log[1], added, notOperators], Missed: false));

        page.WaitForAssertion(() => ConsoleScreen.Button(page, "1 newer – show").Click());
        page.WaitForAssertion(() => Assert.Equal(["3", "2", "1"], Rows(page)));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Contains("newer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Newer_AfterMissedChanges_IsShownWithoutANumber()
    {
        var screen = _screen;
        var page = screen.Show<AuditPage>();
        Add(JournalEventType.OperatorSignedIn, "operator:anna");

        screen.Feed.Publish(new([], [], Missed: true));

        page.WaitForAssertion(() => ConsoleScreen.Button(page, "There are newer ones – show").Click());
        page.WaitForAssertion(() => Assert.Equal(["1"], Rows(page)));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Contains("newer", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("sv")]
    public async Task EveryTypeOfEntry_HasAText(string language)
    {
        await using var screen = new ConsoleScreen(language: language);
        foreach (var type in JournalEventType.All)
            screen.Journal.Log.Add(screen.Journal.Entry(type));
        var page = screen.Show<AuditPage>();
        await ChooseAsync(page, 0, null);

        page.WaitForAssertion(() => Assert.Equal(JournalEventType.All.Count, Rows(page).Count));
        var texts = page.FindAll("tbody tr").Select(row => row.Children[3].TextContent.Trim()).Reverse().ToList();
        Assert.All(texts.Zip(JournalEventType.All), pair => Assert.NotEqual(pair.Second.Name.Replace('_', ' '), pair.First));
        Assert.All(texts, text => Assert.NotEmpty(text));
    }

    [Theory]
    [InlineData("en", "Refused an act what: Restarts Python, role: viewer, ticket: abc")]
    [InlineData("sv", "Nekades en åtgärd vad: Startar om Python, roll: läsare, ticket: abc")]
    public async Task Facts_AreInTheOperatorsLanguage_AndUnknownValuesAreMarkedAsEnglish(string language, string text)
    {
        await using var screen = new ConsoleScreen(language: language);
        screen.Journal.Log.Add(screen.Journal.Entry(JournalEventType.OperatorRefused, facts: [("act", "python_restarted"), ("role", "viewer"), ("ticket", "abc")]));

        var cell = screen.Show<AuditPage>().Find("tbody tr td:nth-child(4)");

        Assert.Equal(text, string.Join(' ', cell.TextContent.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
        Assert.Equal(["ticket", "abc"], cell.QuerySelectorAll("[lang=en]").Select(word => word.TextContent));
    }

    [Fact]
    public async Task SignedOutAfterTheIdleTimeout_IsShownInTheOperatorsLanguage()
    {
        await using var screen = new ConsoleScreen(language: "sv");
        screen.Journal.Log.Add(screen.Journal.Entry(JournalEventType.OperatorSignedOut, actor: "operator:anna", why: "idle"));

        Assert.Contains("”borta för länge”", screen.Show<AuditPage>().Find("tbody tr").TextContent, StringComparison.Ordinal);
    }

    private void Shown(int count)
    {
        for (var i = 0; i < count; i++)
            _screen.Journal.Log.Add(_screen.Journal.Entry(JournalEventType.PersonalNumberShown, SessionId.New(), "operator:anna", "Case 7"));
    }

    private AuditEntry Add(JournalEventType type, string actor)
    {
        var entry = _screen.Journal.Entry(type, actor: actor);
        _screen.Journal.Log.Add(entry);
        return entry;
    }

    /// <summary>The sequence numbers shown.</summary>
    private static List<string> Rows(IRenderedComponent<AuditPage> page) =>
        [.. page.FindAll("tbody tr").Where(row => row.Children.Length > 1).Select(row => row.Children[0].TextContent)];

    private static Task FilterAsync(IRenderedComponent<AuditPage> page, string? actor) =>
        page.InvokeAsync(() => page.FindComponent<MudTextField<string>>().Instance.ValueChanged.InvokeAsync(actor));

    private static Task ChooseAsync(IRenderedComponent<AuditPage> page, int which, string? word) =>
        page.InvokeAsync(() => page.FindComponents<SelectFilter>()[which].Instance.ChosenChanged.InvokeAsync(word));
}
