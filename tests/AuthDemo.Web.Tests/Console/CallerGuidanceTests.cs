using System.Globalization;
using AuthDemo.Journal.ReadModels;
using AuthDemo.Web.Console.Layout;
using AuthDemo.Web.Console.SessionDetails;
using AuthDemo.Web.Console.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Tests.Console;

/// <summary>The guidance for an operator matches what the caller sees: no page in a phone flow, no sign-in in a signature.</summary>
public sealed class CallerGuidanceTests
{
    private static readonly IReadOnlyDictionary<string, string?[]> s_endings = new Dictionary<string, string?[]>
    {
        ["completed"] = [null],
        ["cancelled"] = ["user", "app", "other_order", "operator", "owner_gone", "superseded", "expired"],
        ["failed"] =
        [
            "expired_transaction", "certificate_error", "start_failed", "user_declined_call", "not_supported_by_user_app", "transaction_risk_blocked",
            "already_in_progress", "rejected_request", "unauthorized", "unknown_hint", "unknown_error", "unknown_status", "malformed_response", "internal_error",
        ],
        ["rejected"] = ["ip_mismatch", "risk", "identity", "session", "signature"],
        ["unavailable"] = ["bankid", "python", "journal"],
    };

    // These happen only with a browser.
    private static readonly string?[] s_neverByPhone = ["owner_gone", "superseded", "ip_mismatch", "session"];

    private static readonly string[] s_ofAPage = ["page", "browser", "scan", "qr", "sign-in", "sidan", "läs av", "webbläsar", "inloggning"];
    private static readonly string[] s_ofASignIn = ["sign-in", "your identification", "you are identified", "choose identify", "inloggning", "identifiering", "du är identifierad", "legitimera"];

    [Fact]
    public void Endings_AreThoseOfTheFilters() =>
        Assert.Equal(SessionCodes.Reasons.Order(), s_endings.Values.SelectMany(reasons => reasons).OfType<string>().Order());

    [Theory]
    [InlineData("en")]
    [InlineData("sv")]
    public void EveryFlow_AndEveryEnding_HasAMatchingText(string language)
    {
        var texts = Texts(language);
        foreach (var flow in SessionCodes.Flows)
        {
            foreach (var (state, reasons) in s_endings)
            {
                foreach (var reason in reasons.Where(reason => !CallerGuidance.IsByPhone(flow) || !s_neverByPhone.Contains(reason)))
                    AssertTrue(texts, flow, state, reason);
            }
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("sv")]
    public void EveryFlow_AndEveryPendingState_HasAMatchingText(string language)
    {
        var texts = Texts(language);
        foreach (var flow in SessionCodes.Flows)
        {
            // A call has neither a code to scan nor a link to start.
            string[] none = CallerGuidance.IsByPhone(flow) ? ["awaiting_scan", "awaiting_launch", "renewing"] : ["confirming_call"];
            foreach (var state in SessionCodes.States.Except(s_endings.Keys).Except(none))
                AssertTrue(texts, flow, state, null);
        }
    }

    [Theory]
    [InlineData("auth", "completed", null, "Your identification went through. If the page has not moved on, press Continue.")]
    [InlineData("sign", "completed", null, "Your signature is in place. You can save the proof on the page if you want to be able to show it later.")]
    [InlineData("phone_sign", "completed", null, "Thank you, your signature is in place. There is nothing more to do in the app.")]
    [InlineData("phone_sign", "failed", "start_failed", "Your BankID app was never opened for this. Open it, and we send a new request.")]
    [InlineData("phone_auth", "failed", "newReason", "It did not go through. We try once more; if it happens again we will look into it.")]
    [InlineData("payment", "failed", "certificate_error", "Your BankID is blocked, too old, or the code was wrong too many times. Your bank can issue a new one.")]
    [InlineData("auth", "newState", null, "Go on in the BankID app and do as it says.")]
    public void For_SelectsTheMostSpecificText(string flow, string state, string? reason, string text) =>
        Assert.Equal(text, CallerGuidance.For(Texts("en"), Session(flow, state, reason)));

    private static void AssertTrue(IStringLocalizer<ConsoleTexts> texts, string flow, string state, string? reason)
    {
        var text = CallerGuidance.For(texts, Session(flow, state, reason));
        Assert.True(text.Length > 20 && text[^1] is '.', $"{flow} {state} {reason}: “{text}”");
        var wrong = CallerGuidance.IsByPhone(flow) ? s_ofAPage.Concat(flow == "phone_sign" ? s_ofASignIn : []) : flow == "auth" ? [] : s_ofASignIn;
        Assert.All(wrong, word => Assert.False(text.Contains(word, StringComparison.OrdinalIgnoreCase), $"{flow} {state} {reason}: “{text}” speaks of “{word}”"));
    }

    private static SessionSummary Session(string flow, string state, string? reason) =>
        FakeJournal.Session(state, reason, flow) with { EndedAt = s_endings.ContainsKey(state) ? FakeJournal.Noon : null };

    private static IStringLocalizer<ConsoleTexts> Texts(string language)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<ConsoleTexts>>();
    }
}
