using AuthDemo.Sessions;
using AuthDemo.Web.Tests.Hosting;
using Bunit;

namespace AuthDemo.Web.Tests.AuthSession;

/// <summary>The page of a session: rendering of state changes, and the user's actions.</summary>
public sealed class LiveSessionTests
{
    [Fact]
    public async Task Show_StateChange_UpdatesTheSameLiveRegion()
    {
        using var screen = SessionScreen.Show(AuthStates.One<AuthState.AwaitingScan>());

        await screen.MoveAsync(AuthStates.One<AuthState.EnteringCode>());

        Assert.Single(screen.Component.FindAll("[role=status]"));
        Assert.Equal(
            "Enter your security code | Enter your security code in the BankID app and select Identify or Sign.", screen.Status);
        Assert.Empty(screen.Component.FindAll("#qr-modules"));
    }

    [Fact]
    public async Task Show_NextSecond_ChangesTheCodeAndTheTimeLeftOnly()
    {
        var first = AuthStates.One<AuthState.AwaitingScan>();
        using var screen = SessionScreen.Show(first);
        var before = screen.Component.Find("#qr-modules").GetAttribute("d");
        var status = screen.Status;
        Assert.Equal("Time left to scan: 23 s", screen.Component.Find(".left").TextContent);

        await screen.MoveAsync(first with { QrContent = first.QrContent + "0", WindowEnds = FakeAuthSessions.Noon.AddSeconds(22) });

        Assert.NotEqual(before, screen.Component.Find("#qr-modules").GetAttribute("d"));
        Assert.Equal("Time left to scan: 22 s", screen.Component.Find(".left").TextContent);
        Assert.Equal(status, screen.Status);
        Assert.Empty(screen.Component.FindAll("[role=status] .qr, [role=status] .left, [aria-live] .qr"));
    }

    [Fact]
    public async Task Show_OlderSnapshot_IsDropped()
    {
        using var screen = SessionScreen.Show(AuthStates.One<AuthState.EnteringCode>());
        var late = FakeAuthSessions.Snapshot(screen.Id, AuthStates.One<AuthState.Searching>(), version: 1);

        await screen.Component.InvokeAsync(() => screen.Sessions.PublishAsync(screen.Id, late));

        Assert.StartsWith("Enter your security code |", screen.Status, StringComparison.Ordinal);
    }

    [Fact]
    public void Qr_HasTextAlternativeAndCanBeEnlargedByKeyboard()
    {
        using var screen = SessionScreen.Show(AuthStates.One<AuthState.AwaitingScan>());

        var picture = screen.Component.Find("figure svg");
        Assert.Equal("img", picture.GetAttribute("role"));
        Assert.Equal("QR code to scan with the BankID app. The code changes every second.", picture.GetAttribute("aria-label"));
        var enlarge = screen.Button("Enlarge the code");
        var large = screen.Component.Find("#" + enlarge.GetAttribute("popovertarget"));
        Assert.Equal("dialog", large.GetAttribute("role"));
        Assert.Equal("Enlarged QR code", large.GetAttribute("aria-label"));
        Assert.Equal("hide", screen.Button("Close").GetAttribute("popovertargetaction"));
    }

    [Fact]
    public void Launch_IsARealAnchorWithTheLink_AndShowsProgressOnlyAfterTheTap()
    {
        using var screen = SessionScreen.Show(AuthStates.One<AuthState.AwaitingLaunch>(), device: Device.Same);
        var anchor = screen.Button("Start the BankID app");

        Assert.Equal("A", anchor.TagName);
        Assert.Equal("bankid:///?autostarttoken=t&redirect=null", anchor.GetAttribute("href"));
        Assert.Equal("origin", anchor.GetAttribute("referrerpolicy"));
        Assert.DoesNotContain("come back to this page yourself", screen.Component.Markup, StringComparison.Ordinal);

        anchor.Click();

        Assert.Equal("Open the BankID app | Trying to start your BankID app.", screen.Status);
    }

    [Fact]
    public void Launch_BrowserWithoutAutomaticReturn_ShowsHowToReturn()
    {
        using var screen = SessionScreen.Show(
            AuthStates.One<AuthState.AwaitingLaunch>() with { ReturnsAutomatically = false }, device: Device.Same);

        Assert.Contains("When you are done in the app, come back to this page yourself.", screen.Component.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_WhilePrerendering_ShowsTheStateWithDisabledButtonsAndUnsubscribes()
    {
        using var screen = SessionScreen.Show(AuthStates.One<AuthState.EnteringCode>(), interactive: false);

        Assert.StartsWith("Enter your security code |", screen.Status, StringComparison.Ordinal);
        Assert.True(screen.Button("Cancel").HasAttribute("disabled"));
        Assert.Equal(0, screen.Sessions.Followers(screen.Id));
    }

    [Fact]
    public async Task Show_OnTheCircuit_SubscribesOnceUntilDisposed()
    {
        using var screen = SessionScreen.Show(AuthStates.One<AuthState.EnteringCode>());
        Assert.Equal(1, screen.Sessions.Followers(screen.Id));

        await screen.Component.Instance.DisposeAsync();

        Assert.Equal(0, screen.Sessions.Followers(screen.Id));
    }

    [Fact]
    public void Cancel_CancelsTheSessionAndOffersARetryOnTheSameDevice()
    {
        using var screen = SessionScreen.Show(AuthStates.One<AuthState.AwaitingScan>());

        screen.Button("Cancel").Click();

        Assert.Equal([screen.Id], screen.Sessions.Cancelled);
        Assert.Equal("The sign-in was cancelled | The action was cancelled. Please try again.", screen.Status);
        var form = screen.Component.Find("form");
        Assert.Equal(("post", "/sign-in/start"), (form.GetAttribute("method"), form.GetAttribute("action")));
        Assert.Equal("other", form.QuerySelector("[name=device]")!.GetAttribute("value"));
        Assert.Equal("token", form.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData(Device.Other, "Open BankID on this device instead", Device.Same)]
    [InlineData(Device.Same, "Open BankID on another device instead", Device.Other)]
    public void Switch_MovesTheSessionToTheOtherDevice(Device from, string label, Device to)
    {
        AuthState state = from == Device.Other ? AuthStates.One<AuthState.AwaitingScan>() : AuthStates.One<AuthState.AwaitingLaunch>();
        using var screen = SessionScreen.Show(state, device: from);

        screen.Button(label).Click();

        Assert.Equal([to], screen.Sessions.Switched);
    }

    [Fact]
    public void TryAgain_OnATablet_SendsItsTouchPoints()
    {
        using var screen = SessionScreen.Show(
            AuthStates.One<AuthState.Failed>(), device: Device.Same, client: new("ios", "safari"));

        Assert.Equal("same", screen.Component.Find("form [name=device]").GetAttribute("value"));
        Assert.Equal("5", screen.Component.Find("form [name=touch]").GetAttribute("value"));
    }

    [Fact]
    public void Failed_MovesFocusToTheNextAction_DescribedByTheMessage()
    {
        using var screen = SessionScreen.Show(AuthStates.One<AuthState.Failed>());

        Assert.Equal("status-message", screen.Button("Try again").GetAttribute("aria-describedby"));
        var focused = Assert.Single(screen.Js.Invocations["Blazor._internal.domWrapper.focus"]);
        Assert.NotNull(focused.Arguments[0]);
    }

    [Fact]
    public void Failed_WithoutRetry_OffersAnotherStartOnly()
    {
        using var screen = SessionScreen.Show(new AuthState.Failed("certificate_error", false, "certificateErr") { Message = "RFA16" });

        Assert.Equal(["Choose another way"], screen.Usable);
        Assert.Contains($"Reference: {screen.Id}", screen.Component.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_ByANewerSession_LinksToThatOne()
    {
        using var screen = SessionScreen.Show(new AuthState.Cancelled(CancelledBy.Superseded) { Message = "superseded" });

        Assert.Equal("/sign-in", screen.Button("Continue").GetAttribute("href"));
        Assert.Equal(["Continue"], screen.Usable);
    }

    [Fact]
    public void Troubled_ShowsANotice_AndKeepsTheState()
    {
        using var screen = SessionScreen.Show(
            AuthStates.One<AuthState.EnteringCode>() with { TroubledSince = FakeAuthSessions.Noon });

        Assert.EndsWith("| BankID is slow to answer. We keep trying; there is nothing you need to do.", screen.Status, StringComparison.Ordinal);
        Assert.StartsWith("Enter your security code |", screen.Status, StringComparison.Ordinal);
    }

    [Fact]
    public void Unrecognised_Ended_IsNoSuccess()
    {
        using var screen = SessionScreen.Show(new AuthState.Unrecognised("moonPhase", Ended: true));

        Assert.Equal("The sign-in has ended | Something went wrong. Please try again.", screen.Status);
        Assert.Equal(["Try again", "Choose another way"], screen.Usable);
    }

    [Fact]
    public void Message_WithAnUnknownId_IsBankIdsTextForAnUnknownStatus()
    {
        using var screen = SessionScreen.Show(new AuthState.EnteringCode { Message = "RFA99" });

        Assert.Equal("Enter your security code | An identification or signing is in progress.", screen.Status);
    }

    [Fact]
    public async Task Completed_PutsTheTicketIntoTheFormAndSubmitsItOnce()
    {
        using var screen = SessionScreen.Show(AuthStates.One<AuthState.EnteringCode>());

        await screen.MoveAsync(AuthStates.One<AuthState.Completed>());
        await screen.MoveAsync(AuthStates.One<AuthState.Completed>());

        var form = screen.Component.Find("form");
        Assert.Equal(("post", "/sign-in/complete"), (form.GetAttribute("method"), form.GetAttribute("action")));
        Assert.True(Ticket.TryParse(form.QuerySelector("[name=ticket]")!.GetAttribute("value"), out _));
        Assert.Single(screen.Js.Invocations["submit"]);
        Assert.DoesNotContain("19121212", screen.Component.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Completed_WhilePrerendering_HasNoTicket()
    {
        using var screen = SessionScreen.Show(AuthStates.One<AuthState.Completed>(), interactive: false);

        Assert.Null(screen.Component.Find("[name=ticket]").GetAttribute("value"));
        Assert.True(screen.Button("Continue").HasAttribute("disabled"));
    }

    [Fact]
    public void OtherBrowser_SeesThePageOfAnUnknownSession()
    {
        using var screen = SessionScreen.ShowToStranger(AuthStates.One<AuthState.AwaitingScan>());

        Assert.Equal("This sign-in cannot be shown here", screen.Component.Find("h1").TextContent);
        Assert.Equal(["Start a new sign-in"], screen.Usable);
        Assert.Empty(screen.Component.FindAll("#qr-modules"));
    }

    [Fact]
    public void SimulatedPhone_GetsTheCodeOfThisSecondInTheFragment()
    {
        using var screen = SessionScreen.Show(
            AuthStates.One<AuthState.AwaitingScan>(), phonePage: new("http://127.0.0.1:5081/phone"));

        var link = screen.Button("Scan the code with the simulated phone");
        Assert.Equal($"http://127.0.0.1:5081/phone#scan={AuthStates.QrContent}", link.GetAttribute("href"));
        Assert.Equal(("bankid-phone", "opener"), (link.GetAttribute("target"), link.GetAttribute("rel")));
    }

    [Fact]
    public void SimulatedPhone_GetsTheLaunchLinkInTheFragment()
    {
        using var screen = SessionScreen.Show(
            AuthStates.One<AuthState.AwaitingLaunch>(), device: Device.Same, phonePage: new("http://127.0.0.1:5081/phone"));

        Assert.Equal(
            "http://127.0.0.1:5081/phone#open=bankid%3A%2F%2F%2F%3Fautostarttoken%3Dt%26redirect%3Dnull",
            screen.Button("Open the link in the simulated phone").GetAttribute("href"));
    }

    [Fact]
    public void SimulatedPhone_WithRealBankId_IsNotShown()
    {
        using var screen = SessionScreen.Show(AuthStates.One<AuthState.AwaitingScan>());

        Assert.Empty(screen.Component.FindAll("aside"));
        Assert.DoesNotContain(AuthStates.QrContent, screen.Component.Markup, StringComparison.Ordinal);
    }
}
