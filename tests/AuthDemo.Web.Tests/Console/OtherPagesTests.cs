using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Protection;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Phone;
using Bunit;

namespace AuthDemo.Web.Tests.Console;

/// <summary>The phone page in each of its states.</summary>
public sealed class OtherPagesTests
{
    private readonly FakeOperatorSessions _sessions = new();

    [Fact]
    public async Task Phone_Viewer_SeesTheRequiredRole()
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
    public async Task Phone_Submitted_IsRecordedWithoutTheNumber_AndOpensTheSession()
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
    public async Task Phone_InvalidForTheProtocol_NamesTheField()
    {
        _sessions.Answers = new StartReply.Invalid([new("personalNumber", "12 digits")]);
        await using var screen = new ConsoleScreen(OperatorRole.Operator, sessions: _sessions);
        var page = screen.Show<PhonePage>();
        page.Find("input[inputmode=numeric]").Change("198507099821");
        page.FindAll("input[type=text]")[^1].Input("Case 7");

        ConsoleScreen.Button(page, "Start the identification").Click();

        page.WaitForAssertion(() => Assert.Equal("personalNumber: 12 digits", page.Find("[role=alert]").TextContent));
    }
}
