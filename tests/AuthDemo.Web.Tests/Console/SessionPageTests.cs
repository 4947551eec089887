using AuthDemo.Journal;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.ReadModels;
using AuthDemo.Journal.Sessions;
using AuthDemo.Sessions;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.SessionDetails;
using Bunit;
using SessionPage = AuthDemo.Web.Console.SessionDetails.SessionPage;

namespace AuthDemo.Web.Tests.Console;

public sealed class SessionPageTests
{
    private readonly FakeOperatorSessions _sessions = new();

    [Fact]
    public async Task Loading_IsShown()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Held = new TaskCompletionSource().Task;

        Assert.Equal("Loading…", Show(screen, SessionId.New().Value).Find("[aria-busy=true] [role=status]").TextContent);
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("nonsense")]
    public async Task Unknown_IsShown(string id)
    {
        await using var screen = new ConsoleScreen();

        Assert.Contains("No such session", Show(screen, id).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JournalUnavailable_ShowsWhy()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Failure = JournalFailure.DatabaseDown;

        Assert.Contains("The database cannot be reached", Show(screen, SessionId.New().Value).Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failed_ShowsReasonMessageAndGuidance()
    {
        await using var screen = new ConsoleScreen();
        var failed = Failed(screen);

        var page = Show(screen, failed.Id.Value);

        Assert.Equal("Failed: the app was never started", page.Find(".standing h2").TextContent);
        Assert.Contains("The app was never opened for this.", page.Find("blockquote").TextContent, StringComparison.Ordinal);
        var steps = page.FindAll(".timeline li");
        Assert.Equal(["Started", "Shows the QR code", "Nobody scanned in time: new order", "Failed: the app was never started"],
            steps.Select(step => step.QuerySelector("strong")!.TextContent));
        Assert.Contains("BankID said startFailed", Words(steps[3].TextContent), StringComparison.Ordinal);
        Assert.Contains("The page said “", Words(steps[3].TextContent), StringComparison.Ordinal);
        Assert.Contains("192.0.2.0/24", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("192.0.2.77", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_FollowsTheSession()
    {
        await using var screen = new ConsoleScreen();
        var running = FakeJournal.Session("awaiting_scan");
        screen.Journal.Sessions.Add(running);
        screen.Journal.Log.Add(screen.Journal.Entry(JournalEventType.SessionStarted, running.Id));
        var page = Show(screen, running.Id.Value);
        Assert.Equal("Shows the QR code", page.Find(".standing h2").TextContent);

        var done = running with { State = "completed", Version = 9, EndedAt = FakeJournal.Noon };
        screen.Journal.Sessions[0] = done;
        screen.Feed.Publish(new([done], [], Missed: false));

        page.WaitForAssertion(() => Assert.Equal("Completed", page.Find(".standing h2").TextContent));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() == "Cancel session");
    }

    [Fact]
    public async Task Cancel_WithAReason_IsRecordedAndRuns()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Operator, sessions: _sessions);
        var running = FakeJournal.Session("entering_code");
        screen.Journal.Sessions.Add(running);
        var page = Show(screen, running.Id.Value);

        ConsoleScreen.Button(page, "Cancel session").Click();
        Assert.True(ConsoleScreen.Button(screen.Dialog, "Cancel the session").HasAttribute("disabled"));
        screen.GiveReason("Caller asked for it", "Cancel the session");

        screen.Dialog.WaitForAssertion(() => Assert.Empty(screen.Dialog.FindAll("textarea")));
        Assert.Equal([(running.Id, "anna")], _sessions.Cancelled);
        var act = Assert.Single(screen.Journal.Acts);
        Assert.Equal((JournalEventType.OperatorCancelledSession, "Caller asked for it", running.Id), (act.Type, act.Reason, act.Session));
    }

    [Fact]
    public async Task Cancel_CannotBeRecorded_DoesNotRunAndShowsAnError()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Operator, sessions: _sessions);
        screen.Journal.Sessions.Add(FakeJournal.Session("entering_code"));
        var page = Show(screen, screen.Journal.Sessions[0].Id.Value);
        screen.Journal.Failure = JournalFailure.DiskFull;

        ConsoleScreen.Button(page, "Cancel session").Click();
        screen.GiveReason("Caller asked for it", "Cancel the session");

        screen.Dialog.WaitForAssertion(() => Assert.Contains("could not be recorded", screen.Dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(_sessions.Cancelled);
    }

    [Fact]
    public async Task Viewer_SeesTheButtonsAndCannotUseThem()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Viewer, sessions: _sessions);
        screen.Journal.Sessions.AddRange([FakeJournal.Session("entering_code"), FakeJournal.Session()]);

        Assert.True(ConsoleScreen.Button(Show(screen, screen.Journal.Sessions[0].Id.Value), "Cancel session").HasAttribute("disabled"));
        Assert.True(ConsoleScreen.Button(Show(screen, screen.Journal.Sessions[1].Id.Value), "Show personal number").HasAttribute("disabled"));
    }

    [Fact]
    public async Task PersonalNumber_IsMaskedUntilAReasonIsGiven()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Operator);
        screen.Journal.Sessions.Add(FakeJournal.Session());
        var page = Show(screen, screen.Journal.Sessions[0].Id.Value);
        Assert.Contains("19121212-••••", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("1212-1212", page.Markup, StringComparison.Ordinal);

        ConsoleScreen.Button(page, "Show personal number").Click();
        screen.GiveReason("Case 7", "Show");

        page.WaitForAssertion(() => Assert.Equal("19121212-1212", page.Find("[data-private]").TextContent));
        Assert.Equal((JournalEventType.PersonalNumberShown, "Case 7"), (screen.Journal.Acts.Single().Type, screen.Journal.Acts.Single().Reason));
    }

    [Fact]
    public async Task PersonalNumber_UnknownToTheJournal_ShowsAnErrorOnly()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Operator);
        screen.Journal.Sessions.Add(FakeJournal.Session());
        var page = Show(screen, screen.Journal.Sessions[0].Id.Value);
        screen.Journal.Person = null;

        ConsoleScreen.Button(page, "Show personal number").Click();
        screen.GiveReason("Case 7", "Show");

        screen.Dialog.WaitForAssertion(() => Assert.Contains("does not know who it was", screen.Dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-private]"));
    }

    [Fact]
    public async Task JournalUnavailable_Later_KeepsTheSessionUntilItRecovers()
    {
        await using var screen = new ConsoleScreen();
        var running = FakeJournal.Session("awaiting_scan");
        screen.Journal.Sessions.Add(running);
        var page = Show(screen, running.Id.Value);

        screen.Journal.Failure = JournalFailure.Locked;
        screen.Feed.Publish(new([running], [], Missed: false));
        page.WaitForAssertion(() => Assert.Contains("Another process holds the database.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Shows the QR code", page.Find(".standing h2").TextContent);

        screen.Journal.Failure = null;
        await ConsoleScreen.Button(page, "Try again").ClickAsync();
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Changes_Missed_MakeThePageQueryAgain()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Sessions.Add(FakeJournal.Session("awaiting_scan"));
        var page = Show(screen, screen.Journal.Sessions[0].Id.Value);

        screen.Journal.Sessions[0] = screen.Journal.Sessions[0] with { State = "entering_code", Version = 4 };
        screen.Feed.Publish(new([], [], Missed: true));

        page.WaitForAssertion(() => Assert.Equal("Enters the code", page.Find(".standing h2").TextContent));
    }

    [Fact]
    public async Task OlderResult_ThatArrivesLater_ChangesNothing()
    {
        await using var screen = new ConsoleScreen();
        var running = FakeJournal.Session("awaiting_scan");
        screen.Journal.Sessions.Add(running);
        screen.Journal.Failure = JournalFailure.Locked;
        var page = Show(screen, running.Id.Value);
        screen.Journal.Failure = null;
        var late = new TaskCompletionSource();

        screen.Journal.Held = late.Task;
        ConsoleScreen.Button(page, "Try again").Click();
        Assert.Equal(2, screen.Journal.AskedForOne);
        screen.Journal.Held = Task.CompletedTask;
        screen.Journal.Sessions[0] = running with { State = "completed", Version = 9, EndedAt = FakeJournal.Noon };
        screen.Feed.Publish(new([screen.Journal.Sessions[0]], [], Missed: false));
        page.WaitForAssertion(() => Assert.Equal("Completed", page.Find(".standing h2").TextContent));

        late.SetResult();
        await page.InvokeAsync(() => { });

        Assert.Equal("Completed", page.Find(".standing h2").TextContent);
    }

    [Fact]
    public async Task AnotherSession_InTheSamePage_IsNotOverwrittenByTheResultOfTheFirst()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Sessions.AddRange([FakeJournal.Session("failed", "start_failed"), FakeJournal.Session("awaiting_scan")]);
        var late = new TaskCompletionSource();
        screen.Journal.Held = late.Task;
        var page = Show(screen, screen.Journal.Sessions[0].Id.Value);

        screen.Journal.Held = Task.CompletedTask;
        page.Render(parameters => parameters.Add(one => one.Id, screen.Journal.Sessions[1].Id.Value));
        Assert.Equal("Shows the QR code", page.Find(".standing h2").TextContent);
        late.SetResult();
        await page.InvokeAsync(() => { });

        Assert.Equal("Shows the QR code", page.Find(".standing h2").TextContent);
    }

    [Fact]
    public async Task Running_CountsTheSeconds_OutsideTheLiveRegions()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Sessions.Add(FakeJournal.Session("awaiting_scan", startedAt: FakeJournal.Noon.AddSeconds(-20)));
        var page = Show(screen, screen.Journal.Sessions[0].Id.Value);
        var announced = page.FindAll("[role=status]").Select(status => status.TextContent).ToList();
        Assert.Contains("Running for 20 s", page.Find(".standing").TextContent, StringComparison.Ordinal);

        screen.Time.Advance(TimeSpan.FromSeconds(3));

        page.WaitForAssertion(() => Assert.Contains("Running for 23 s", page.Find(".standing").TextContent, StringComparison.Ordinal));
        Assert.Equal(announced, page.FindAll("[role=status]").Select(status => status.TextContent));
        Assert.Equal("Shows the QR code", announced[0]);
    }

    [Fact]
    public async Task ByPhone_ShowsWhoStartedIt_AndNoPage()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Operator, sessions: _sessions);
        var call = FakeJournal.Session("entering_code", flow: "phone_sign", device: null) with { Operator = "vera" };
        screen.Journal.Sessions.Add(call);
        screen.Journal.Log.Add(screen.Journal.Entry(JournalEventType.SessionMoved, call.Id, facts: [("to", "entering_code"), ("message", "RFA9")]));
        var page = Show(screen, call.Id.Value);

        Assert.Contains(page.FindAll(".facts > div"), fact => fact.TextContent == "Started byvera");
        Assert.Contains("Message for the person “", Words(page.Find(".timeline").TextContent), StringComparison.Ordinal);
        Assert.Equal("1 event", page.Find("header span").TextContent);
        ConsoleScreen.Button(page, "Cancel session").Click();
        Assert.Contains("the person's BankID app says so", screen.Dialog.Find("[role=dialog] p").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("page", page.Find(".columns").TextContent, StringComparison.OrdinalIgnoreCase);
    }

    private static SessionSummary Failed(ConsoleScreen screen)
    {
        var (journal, failed) = (screen.Journal, FakeJournal.Session("failed", "start_failed"));
        journal.Sessions.Add(failed);
        journal.Log.Add(journal.Entry(JournalEventType.SessionStarted, failed.Id, "user"));
        journal.Log.Add(journal.Entry(JournalEventType.SessionMoved, failed.Id, facts: [("from", "starting"), ("to", "awaiting_scan"), ("message", "RFA15A")]));
        journal.Log.Add(journal.Entry(JournalEventType.OrderRenewed, failed.Id, facts: [("renewals", "1")]));
        journal.Log.Add(journal.Entry(JournalEventType.SessionEnded, failed.Id, facts: [("how", "failed"), ("reason", "start_failed"), ("raw", "startFailed"), ("message", "RFA17A")]));
        return failed;
    }

    private static IRenderedComponent<SessionPage> Show(ConsoleScreen screen, string id) => screen.Show<SessionPage>((nameof(SessionPage.Id), id));

    private static string Words(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\s+", " ");
}
