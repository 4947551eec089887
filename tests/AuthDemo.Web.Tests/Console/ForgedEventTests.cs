using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Queries;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Phone;
using Bunit;
using MudBlazor;
using SessionPage = AuthDemo.Web.Console.SessionDetails.SessionPage;

namespace AuthDemo.Web.Tests.Console;

/// <summary>
/// A circuit accepts any event that a browser sends, even from a disabled button. These tests raise the events that the page does not
/// offer, as a forged message would.
/// </summary>
public sealed class ForgedEventTests
{
    private readonly FakeOperatorSessions _sessions = new();

    [Fact]
    public async Task Viewer_ForgesTheCancelButtonAndItsDialog_NothingRunsAndTheAttemptIsRecorded()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Viewer, sessions: _sessions);
        var running = FakeJournal.Session("entering_code");
        screen.Journal.Sessions.Add(running);
        var page = screen.Show<SessionPage>((nameof(SessionPage.Id), running.Id.Value));
        var button = page.FindComponents<MudButton>().Single(one => one.Markup.Contains("Cancel session", StringComparison.Ordinal));

        // Completes when the dialog closes.
        var pressed = button.InvokeAsync(() => button.Instance.OnClick.InvokeAsync());
        screen.GiveReason("because I can", "Cancel the session");

        screen.Dialog.WaitForAssertion(() => Assert.Contains("it needs operator", screen.Dialog.Find("[role=alert]").TextContent, StringComparison.OrdinalIgnoreCase));
        Assert.False(pressed.IsCompleted);
        Assert.Empty(_sessions.Cancelled);
        var act = Assert.Single(screen.Journal.Acts);
        Assert.Equal((JournalEventType.OperatorRefused, "operator_cancelled_session", running.Id), (act.Type, act.Facts["act"], act.Session));
    }

    [Fact]
    public async Task Viewer_ForgesTheReveal_SeesNoNumber()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Viewer);
        screen.Journal.Sessions.Add(FakeJournal.Session());
        var page = screen.Show<SessionPage>((nameof(SessionPage.Id), screen.Journal.Sessions[0].Id.Value));
        var button = page.FindComponents<MudButton>().Single(one => one.Markup.Contains("Show personal number", StringComparison.Ordinal));

        // Completes when the dialog closes.
        var pressed = button.InvokeAsync(() => button.Instance.OnClick.InvokeAsync());
        screen.GiveReason("because I can", "Show");

        screen.Dialog.WaitForAssertion(() => Assert.NotEmpty(screen.Dialog.FindAll("[role=alert]")));
        Assert.False(pressed.IsCompleted);
        Assert.Empty(page.FindAll("[data-private]"));
        Assert.Equal(JournalEventType.OperatorRefused, Assert.Single(screen.Journal.Acts).Type);
    }

    [Fact]
    public async Task Viewer_ForgesAPhoneStart_StartsNothing()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Viewer, sessions: _sessions);
        screen.Show<PhonePage>();

        var result = await screen.Actions.StartPhoneAsync(new(Flow.PhoneAuth, ConsoleHost.Stranger, CallInitiator.User, null), "because I can");

        Assert.Equal(OperatorRole.Operator, Assert.IsType<OperationResult<StartReply>.Refused>(result).Needed);
        Assert.Empty(_sessions.Started);
    }

    [Fact]
    public async Task RemovedFromTheList_OnARunningCircuit_CanDoNothing()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Admin, sessions: _sessions);
        screen.Show<PhonePage>();
        screen.RemoveOperator();

        Assert.IsType<OperationResult<bool>.SignedOut>(await screen.Actions.CancelAsync(SessionId.New(), "too late"));
        Assert.Empty(_sessions.Cancelled);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task EmptyReason_WithoutTheDialog_IsRefused(string reason)
    {
        await using var screen = new ConsoleScreen(OperatorRole.Operator, sessions: _sessions);
        screen.Show<PhonePage>();

        Assert.Equal("reason", Assert.IsType<OperationResult<bool>.Invalid>(await screen.Actions.CancelAsync(SessionId.New(), reason)).Field);
        Assert.Empty(_sessions.Cancelled);
    }
}
