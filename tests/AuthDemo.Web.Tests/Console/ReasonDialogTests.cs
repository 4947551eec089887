using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Queries;
using AuthDemo.Web.Console.Access;
using Bunit;
using MudBlazor;
using SessionPage = AuthDemo.Web.Console.SessionDetails.SessionPage;

namespace AuthDemo.Web.Tests.Console;

/// <summary>The reason dialog while its operation is running, and when it fails.</summary>
public sealed class ReasonDialogTests
{
    private readonly FakeOperatorSessions _sessions = new();

    [Fact]
    public async Task Running_IsBusy_AndIgnoresASecondClick()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Operator, sessions: _sessions);
        var asked = Cancelling(screen);
        var held = new TaskCompletionSource();
        screen.Journal.Held = held.Task;

        screen.GiveReason("Case 7", "Cancel the session");
        screen.Dialog.WaitForAssertion(() => Assert.True(ConsoleScreen.Button(screen.Dialog, "Cancel the session").HasAttribute("disabled")));
        var button = screen.Dialog.FindComponents<MudButton>().Single(one => one.Markup.Contains("Cancel the session", StringComparison.Ordinal));
        var second = screen.Dialog.InvokeAsync(() => button.Instance.OnClick.InvokeAsync()); // pressed before the browser knew
        held.SetResult();
        await Task.WhenAll(asked, second);

        Assert.Single(_sessions.Cancelled);
        screen.Dialog.WaitForAssertion(() => Assert.Empty(screen.Dialog.FindAll("textarea")));
    }

    [Fact]
    public async Task Throws_StaysOpenAndShowsThatItMayBePartlyDone()
    {
        _sessions.Breaks = true;
        await using var screen = new ConsoleScreen(OperatorRole.Operator, sessions: _sessions);
        _ = Cancelling(screen);

        screen.GiveReason("Case 7", "Cancel the session");

        screen.Dialog.WaitForAssertion(() => Assert.Contains("may be half done", screen.Dialog.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.False(ConsoleScreen.Button(screen.Dialog, "Cancel the session").HasAttribute("disabled"));
        Assert.Equal(JournalEventType.OperatorCancelledSession, Assert.Single(screen.Journal.Acts).Type);
    }

    [Fact]
    public async Task Reveal_PersonErased_ShowsAnErrorOnly()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Operator);
        screen.Journal.Sessions.Add(FakeJournal.Session());
        var page = screen.Show<SessionPage>((nameof(SessionPage.Id), screen.Journal.Sessions[0].Id.Value));
        var button = page.FindComponents<MudButton>().Single(one => one.Markup.Contains("Show personal number", StringComparison.Ordinal));
        _ = button.InvokeAsync(() => button.Instance.OnClick.InvokeAsync());

        screen.Journal.Person = null; // since the page was drawn
        screen.GiveReason("Case 7", "Show");

        screen.Dialog.WaitForAssertion(() =>
            Assert.Equal("The journal does not know who it was, or has erased it.", screen.Dialog.Find("[role=alert]").TextContent));
        Assert.Empty(page.FindAll("[data-private]"));
    }

    /// <summary>Opens the dialog for a running session; completes when it closes.</summary>
    private static Task Cancelling(ConsoleScreen screen)
    {
        var running = FakeJournal.Session("entering_code");
        screen.Journal.Sessions.Add(running);
        var page = screen.Show<SessionPage>((nameof(SessionPage.Id), running.Id.Value));
        var button = page.FindComponents<MudButton>().Single(one => one.Markup.Contains("Cancel session", StringComparison.Ordinal));
        return button.InvokeAsync(() => button.Instance.OnClick.InvokeAsync());
    }
}
