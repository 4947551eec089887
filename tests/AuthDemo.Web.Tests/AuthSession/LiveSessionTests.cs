using AuthDemo.Sessions;
using AuthDemo.Web.Tests.Hosting;
using Bunit;

namespace AuthDemo.Web.Tests.AuthSession;

/// <summary>Every state on the screen, in both languages, and what a person can do there.</summary>
public sealed class LiveSessionTests
{
    /// <summary>State, language, what the live region says, what can be pressed.</summary>
    public static readonly TheoryData<string, string, string, string> Screens = new()
    {
        { "Starting", "en", "One moment | We are contacting BankID.", "Cancel" },
        { "Starting", "sv", "Ett ögonblick | Vi kontaktar BankID.", "Avbryt" },
        {
            "AwaitingScan", "en", "Scan the QR code | Start your BankID app.",
            "Enlarge the code, Close, Open BankID on this device instead, Cancel"
        },
        {
            "AwaitingScan", "sv", "Läs av QR-koden | Starta BankID-appen.",
            "Förstora koden, Stäng, Öppna BankID på den här enheten istället, Avbryt"
        },
        {
            "AwaitingLaunch", "en", "Open the BankID app | Press the button to open BankID on this device.",
            "Start the BankID app, Open BankID on another device instead, Cancel"
        },
        {
            "AwaitingLaunch", "sv", "Öppna BankID-appen | Tryck på knappen för att öppna BankID på den här enheten.",
            "Starta BankID-appen, Öppna BankID på en annan enhet istället, Avbryt"
        },
        { "WaitingForApp", "en", "Waiting for the BankID app | Start your BankID app.", "Cancel" },
        { "WaitingForApp", "sv", "Väntar på BankID-appen | Starta BankID-appen.", "Avbryt" },
        {
            "Searching", "en",
            "Looking for your BankID | Searching for BankID. Make sure you have a valid BankID on this computer. If you have a BankID " +
            "on card, please insert the card into your card reader.",
            "Open BankID on this device instead, Cancel"
        },
        {
            "Searching", "sv",
            "Söker efter ditt BankID | Söker efter BankID. Säkerställ att du har ett giltigt BankID på den här datorn. Om du har ett " +
            "BankID på kort, sätt in kortet i kortläsaren.",
            "Öppna BankID på den här enheten istället, Avbryt"
        },
        {
            "ReadingDocument", "en", "Scan your ID document | Take a photo of, and scan, your ID document with the BankID app.", "Cancel"
        },
        { "ReadingDocument", "sv", "Läs av din ID-handling | Fotografera och läs av din ID-handling med BankID-appen.", "Avbryt" },
        {
            "ConfirmingCall", "en",
            "Confirm the call | Open the BankID app and confirm that you are the one talking to us on the phone.", "Cancel"
        },
        {
            "ConfirmingCall", "sv",
            "Bekräfta samtalet | Öppna BankID-appen och bekräfta att det är du som pratar med oss i telefon.", "Avbryt"
        },
        {
            "EnteringCode", "en",
            "Enter your security code | Enter your security code in the BankID app and select Identify or Sign.", "Cancel"
        },
        {
            "EnteringCode", "sv",
            "Skriv din säkerhetskod | Skriv in din säkerhetskod i BankID-appen och välj Identifiera eller Skriv under.", "Avbryt"
        },
        { "Processing", "en", "Almost there | BankID is processing your answer. It only takes a moment.", "Cancel" },
        { "Processing", "sv", "Snart klart | BankID behandlar ditt svar. Det tar bara en liten stund.", "Avbryt" },
        { "InProgress", "en", "Continue in the BankID app | An identification or signing is in progress.", "Cancel" },
        { "InProgress", "sv", "Fortsätt i BankID-appen | En identifiering eller underskrift pågår.", "Avbryt" },
        { "Renewing", "en", "Getting a new code | The last one was not used in time. A new one is on its way.", "Cancel" },
        { "Renewing", "sv", "Vi hämtar en ny kod | Ingen hann använda den förra. En ny är på väg.", "Avbryt" },
        { "Completed", "en", "Thank you, you are identified | Signing you in. Press Continue if nothing happens.", "Continue" },
        { "Completed", "sv", "Tack, du är identifierad | Vi loggar in dig. Tryck på Fortsätt om inget händer.", "Fortsätt" },
        { "Cancelled", "en", "The sign-in was cancelled | The action was cancelled.", "Try again, Choose another way" },
        { "Cancelled", "sv", "Inloggningen är avbruten | Åtgärden avbröts.", "Försök igen, Välj ett annat sätt" },
        {
            "Failed", "en", "The sign-in did not go through | Failed to scan the QR code. Start the BankID app and scan the QR code.",
            "Try again, Choose another way"
        },
        {
            "Failed", "sv",
            "Inloggningen gick inte igenom | Misslyckades att läsa av QR-koden. Starta BankID-appen och läs av QR-koden.",
            "Försök igen, Välj ett annat sätt"
        },
        {
            "Rejected", "en",
            "The sign-in was stopped | BankID was opened from another network than this page, so we stopped, to protect you. " +
            "Use the same network in the app as here, and try again.",
            "Try again, Choose another way"
        },
        {
            "Rejected", "sv",
            "Inloggningen stoppades | BankID öppnades från ett annat nätverk än den här sidan, så vi stoppade för att skydda dig. " +
            "Använd samma nätverk i appen som här, och försök igen.",
            "Försök igen, Välj ett annat sätt"
        },
        {
            "Unavailable", "en", "Signing in is not possible right now | Something went wrong. Please try again.",
            "Try again, Choose another way"
        },
        {
            "Unavailable", "sv", "Det går inte att logga in just nu | Något gick fel. Försök igen.", "Försök igen, Välj ett annat sätt"
        },
        { "Unrecognised", "en", "Continue in the BankID app | An identification or signing is in progress.", "Cancel" },
        { "Unrecognised", "sv", "Fortsätt i BankID-appen | En identifiering eller underskrift pågår.", "Avbryt" },
    };

    [Theory]
    [MemberData(nameof(Screens))]
    public void Show_EachState_SaysWhatItIsAndWhatCanBeDone(string state, string language, string status, string usable)
    {
        var example = AuthStates.All.Single(s => s.GetType().Name == state);
        using var screen = SessionScreen.Show(
            example, language, example is AuthState.AwaitingLaunch ? Device.Same : Device.Other);

        Assert.Equal(status, screen.Status);
        Assert.Equal(usable, string.Join(", ", screen.Usable));
        Assert.Single(screen.Component.FindAll("h1"));
        Assert.Equal("status-heading", screen.Component.Find("section").GetAttribute("aria-labelledby"));
    }

    [Fact]
    public void Screens_CoverEveryStateInBothLanguages()
    {
        var cases = typeof(AuthState).GetNestedTypes().Where(t => t.IsSealed).Select(t => t.Name).Order();

        foreach (var language in new[] { "en", "sv" })
            Assert.Equal(cases, Screens.Where(s => s.Data.Item2 == language).Select(s => s.Data.Item1).Order());
    }

    [Fact]
    public async Task Show_StateChanges_SpeaksOfTheNewStateInTheSameLiveRegion()
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

        await screen.Component.InvokeAsync(() => screen.Sessions.TellAsync(screen.Id, late));

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
    public void Launch_IsARealAnchorWithTheLink_AndSaysTryingOnlyAfterTheTap()
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
    public void Launch_BrowserWithoutAutomaticReturn_TellsToComeBack()
    {
        using var screen = SessionScreen.Show(
            AuthStates.One<AuthState.AwaitingLaunch>() with { ReturnsAutomatically = false }, device: Device.Same);

        Assert.Contains("When you are done in the app, come back to this page yourself.", screen.Component.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_BeforeTheCircuitIsUp_ShowsTheStateWithButtonsDisabledAndFollowsNoLonger()
    {
        using var screen = SessionScreen.Show(AuthStates.One<AuthState.EnteringCode>(), interactive: false);

        Assert.StartsWith("Enter your security code |", screen.Status, StringComparison.Ordinal);
        Assert.True(screen.Button("Cancel").HasAttribute("disabled"));
        Assert.Equal(0, screen.Sessions.Followers(screen.Id));
    }

    [Fact]
    public async Task Show_OnTheCircuit_FollowsOnceAndStopsWithTheComponent()
    {
        using var screen = SessionScreen.Show(AuthStates.One<AuthState.EnteringCode>());
        Assert.Equal(1, screen.Sessions.Followers(screen.Id));

        await screen.Component.Instance.DisposeAsync();

        Assert.Equal(0, screen.Sessions.Followers(screen.Id));
    }

    [Fact]
    public void Cancel_CancelsTheSessionAndOffersAnotherTryOnTheSameDevice()
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
    public void TryAgain_OnATablet_TellsTheStartWhatWeKnowOfTheDevice()
    {
        using var screen = SessionScreen.Show(
            AuthStates.One<AuthState.Failed>(), device: Device.Same, client: new("ios", "safari"));

        Assert.Equal("same", screen.Component.Find("form [name=device]").GetAttribute("value"));
        Assert.Equal("5", screen.Component.Find("form [name=touch]").GetAttribute("value"));
    }

    [Fact]
    public void Failed_MovesFocusToTheWayOn_DescribedByTheMessage()
    {
        using var screen = SessionScreen.Show(AuthStates.One<AuthState.Failed>());

        Assert.Equal("status-message", screen.Button("Try again").GetAttribute("aria-describedby"));
        var focused = Assert.Single(screen.Js.Invocations["Blazor._internal.domWrapper.focus"]);
        Assert.NotNull(focused.Arguments[0]);
    }

    [Fact]
    public void Failed_WithoutHopeForTheSame_OffersAnotherWayOnly()
    {
        using var screen = SessionScreen.Show(new AuthState.Failed("certificate_error", false, "certificateErr") { Message = "RFA16" });

        Assert.Equal(["Choose another way"], screen.Usable);
        Assert.Contains($"Reference: {screen.Id}", screen.Component.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelled_ByANewerSession_LeadsToThatOne()
    {
        using var screen = SessionScreen.Show(new AuthState.Cancelled(CancelledBy.Superseded) { Message = "superseded" });

        Assert.Equal("/sign-in", screen.Button("Continue").GetAttribute("href"));
        Assert.Equal(["Continue"], screen.Usable);
    }

    [Fact]
    public void Troubled_SaysThatWeKeepTrying_AndKeepsTheState()
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
    public void Message_OfAModuleNewerThanThePage_FallsBackToBankIdsTextForTheUnknown()
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
    public void Completed_BeforeTheCircuitIsUp_HasNoTicket()
    {
        using var screen = SessionScreen.Show(AuthStates.One<AuthState.Completed>(), interactive: false);

        Assert.Null(screen.Component.Find("[name=ticket]").GetAttribute("value"));
        Assert.True(screen.Button("Continue").HasAttribute("disabled"));
    }

    [Fact]
    public void Stranger_SeesWhatSomebodyWithAnUnknownSessionSees()
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
        Assert.Equal("noopener noreferrer", link.GetAttribute("rel"));
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
    public void SimulatedPhone_WithRealBankId_DoesNotExist()
    {
        using var screen = SessionScreen.Show(AuthStates.One<AuthState.AwaitingScan>());

        Assert.Empty(screen.Component.FindAll("aside"));
        Assert.DoesNotContain(AuthStates.QrContent, screen.Component.Markup, StringComparison.Ordinal);
    }
}
