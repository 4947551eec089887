using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;

namespace AuthDemo.Web.Signing;

/// <summary>The fields of the test payment form as the tester entered them. Never used for a configured document or purchase.</summary>
public sealed record PaymentDraft(
    PaymentType Type, string Recipient, string? Amount, string? Currency, string? Warning, string? Text, IReadOnlyList<string> Flags)
{
    /// <summary>The initial values of the form.</summary>
    public static readonly PaymentDraft Initial = new(PaymentType.Card, "", null, "SEK", null, null, []);

    /// <summary>Reads the posted fields.</summary>
    public static PaymentDraft FromForm(IFormCollection form) => new(
        form["type"] == nameof(PaymentType.Npa) ? PaymentType.Npa : PaymentType.Card,
        form["recipient"].ToString(), NullIfEmpty(form["amount"]), NullIfEmpty(form["currency"]), NullIfEmpty(form["warning"]), NullIfEmpty(form["text"]),
        [.. form["flags"].OfType<string>()]);

    /// <summary>The intent of the payment, not validated yet.</summary>
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

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
