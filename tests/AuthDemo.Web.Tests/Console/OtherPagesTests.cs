using AuthDemo.Journal;
using AuthDemo.Sessions;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Acts;
using AuthDemo.Web.Console.Auditing;
using Bunit;

namespace AuthDemo.Web.Tests.Console;

/// <summary>Phone and audit pages in each of their states.</summary>
public sealed class OtherPagesTests
{
    private readonly FakeOperatorSessions _sessions = new();

    [Fact]
    public async Task Phone_Viewer_IsToldWhichRoleItNeeds()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Viewer, sessions: _sessions);

        var page = screen.Show<PhonePage>();

        Assert.Contains("it needs operator", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("input"));
    }

    [Fact]
    public async Task Phone_EmptyForm_NamesEveryMissingFieldAndStartsNothing()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Operator, sessions: _sessions);
        var page = screen.Show<PhonePage>();

        ConsoleScreen.Button(page, "Start the identification").Click();

        page.WaitForAssertion(() => Assert.Contains("A personal number is needed.", page.Markup, StringComparison.Ordinal));
        Assert.Contains("A reason is needed.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(_sessions.Started);
        Assert.Empty(screen.Journal.Acts);
    }

    [Fact]
    public async Task Phone_Filled_IsRecordedWithoutTheNumber_AndLeadsToTheSession()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Operator, sessions: _sessions);
        var page = screen.Show<PhonePage>();
        page.Find("input[inputmode=numeric]").Change("19850709-9821");
        page.FindAll("input[type=text]")[^1].Input("Case 7");

        ConsoleScreen.Button(page, "Start the identification").Click();

        page.WaitForAssertion(() => Assert.EndsWith($"/console/sessions/{_sessions.Begun}", screen.Navigation.Uri, StringComparison.Ordinal));
        var intent = Assert.Single(_sessions.Started);
        Assert.Equal((Flow.PhoneAuth, "198507099821", CallInitiator.User), (intent.Flow, intent.PersonalNumber, intent.CallInitiator));
        var act = Assert.Single(screen.Journal.Acts);
        Assert.Equal((JournalEventType.OperatorStartedPhoneSession, "Case 7"), (act.Type, act.Reason));
        Assert.DoesNotContain(act.Facts.Values, value => value.Contains("9821", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Phone_RefusedByTheProtocol_SaysWhichField()
    {
        _sessions.Answers = new StartReply.Invalid([new("personalNumber", "12 digits")]);
        await using var screen = new ConsoleScreen(OperatorRole.Operator, sessions: _sessions);
        var page = screen.Show<PhonePage>();
        page.Find("input[inputmode=numeric]").Change("198507099821");
        page.FindAll("input[type=text]")[^1].Input("Case 7");

        ConsoleScreen.Button(page, "Start the identification").Click();

        page.WaitForAssertion(() => Assert.Equal("personalNumber: 12 digits", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public async Task Audit_Loading_Empty_Away_Many()
    {
        await using var screen = new ConsoleScreen();
        var held = new TaskCompletionSource();
        screen.Journal.Held = held.Task;
        var page = screen.Show<AuditPage>();
        Assert.Equal("true", page.Find("table").GetAttribute("aria-busy"));

        held.SetResult();
        page.WaitForAssertion(() => Assert.Contains("No entries", page.Markup, StringComparison.Ordinal));

        screen.Journal.Trouble = JournalTrouble.Damaged;
        var away = screen.Show<AuditPage>();
        Assert.Contains("damaged", away.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        screen.Journal.Trouble = null;
        for (var i = 0; i < 150; i++)
            screen.Journal.Log.Add(screen.Journal.Entry(JournalEventType.PersonalNumberShown, SessionId.New(), "operator:anna", "Case 7"));
        var many = screen.Show<AuditPage>();
        Assert.Equal(100, many.FindAll("tbody tr").Count);
        Assert.Equal("anna", many.FindAll("tbody tr")[0].Children[2].TextContent);
        Assert.Contains("Personal number shown", many.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("“Case 7”", many.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal);
        ConsoleScreen.Button(many, "Show older").Click();
        many.WaitForAssertion(() => Assert.Equal(150, many.FindAll("tbody tr").Count));
    }

    [Fact]
    public async Task Audit_Chain_IsVerifiedOnDemandAndTheBreakIsNamed()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Viewer);
        var page = screen.Show<AuditPage>();
        ConsoleScreen.Button(page, "Verify now").Click();
        page.WaitForAssertion(() => Assert.Contains("Entries 1 to 42 follow from one another.", page.Markup, StringComparison.Ordinal));
        Assert.Equal(JournalEventType.ChainVerified, screen.Journal.Acts.Single().Type);

        screen.Journal.Chain = new ChainStatus.Broken(17, "The entry is missing.");
        ConsoleScreen.Button(page, "Verify now").Click();

        page.WaitForAssertion(() => Assert.Contains("At entry 17. The entry is missing.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }
}
