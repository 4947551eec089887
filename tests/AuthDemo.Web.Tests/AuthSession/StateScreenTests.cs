using AuthDemo.Sessions;
using Bunit;

namespace AuthDemo.Web.Tests.AuthSession;

/// <summary>Every state of a sign-in in both languages: the exact text and the enabled actions.</summary>
public sealed class StateScreenTests
{
    /// <summary>State, language, text of the live region, enabled actions.</summary>
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
    public void Show_EachState_HasItsTextAndActions(string state, string language, string status, string usable)
    {
        var example = AuthStates.All.Single(s => s.GetType().Name == state);
        using var screen = SessionScreen.Show(
            example, language, example is AuthState.AwaitingLaunch ? Device.Same : Device.Other);

        Assert.Equal(status, screen.Status);
        Assert.Equal(usable, string.Join(", ", screen.Usable));
        Assert.Single(screen.Component.FindAll("h1"));
        Assert.Equal("status-heading", screen.Component.Find("section").GetAttribute("aria-labelledby"));
    }

    [Theory]
    [InlineData("en", "does not fit our clock, which may be wrong", "Our clock may be slow by about 7 minutes.")]
    [InlineData("sv", "stämmer inte med vår klocka, som kan gå fel", "Vår klocka kan gå omkring 7 minuter efter.")]
    public void Rejected_ForOurClock_SaysThatItMayBeWrongAndByHowMuch(string language, string status, string notice)
    {
        var rejected = new AuthState.Rejected("signature") { Message = "rejected_clock", ClockBehind = TimeSpan.FromMinutes(6.9) };
        using var screen = SessionScreen.Show(rejected, language);

        Assert.Contains(status, screen.Status, StringComparison.Ordinal);
        Assert.Equal(notice, screen.Component.Find(".notice").TextContent);
    }

    [Fact]
    public void Screens_CoverEveryStateInBothLanguages()
    {
        var cases = typeof(AuthState).GetNestedTypes().Where(t => t.IsSealed).Select(t => t.Name).Order();

        foreach (var language in new[] { "en", "sv" })
            Assert.Equal(cases, Screens.Where(s => s.Data.Item2 == language).Select(s => s.Data.Item1).Order());
    }
}
