using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;

namespace AuthDemo.Web.Signing;

/// <summary>What a tester has written, as it was written. Never a document or a purchase of ours.</summary>
internal sealed record PaymentDraft(
    PaymentType Type, string Recipient, string? Amount, string? Currency, string? Warning, string? Text, IReadOnlyList<string> Flags)
{
    /// <summary>What the form shows first.</summary>
    public static readonly PaymentDraft Example = new(PaymentType.Card, "", null, "SEK", null, null, []);

    public static PaymentDraft Of(IFormCollection form) => new(
        form["type"] == nameof(PaymentType.Npa) ? PaymentType.Npa : PaymentType.Card,
        form["recipient"].ToString(), Given(form["amount"]), Given(form["currency"]), Given(form["warning"]), Given(form["text"]),
        [.. form["flags"].OfType<string>()]);

    public AuthIntent ToIntent() => new()
    {
        Flow = Flow.Payment,
        UserVisibleData = Text,
        Payment = new()
        {
            Type = Type, Recipient = Recipient, Amount = Amount, Currency = Currency, RiskWarning = Warning, RiskFlags = Flags.Count > 0 ? Flags : null,
        },
    };

    /// <summary>Masked.</summary>
    public override string ToString() => $"PaymentDraft {{ Type = {Type} }}";

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
