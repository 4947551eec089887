using AuthDemo.Sessions.Intents;
using AuthDemo.Web.AuthSession;

namespace AuthDemo.Web.Signing;

/// <summary><c>Payments:Purchases:ID</c>. Texts are keyed by language: <c>en</c>, <c>sv</c>.</summary>
internal sealed class PurchaseSettings : OrderSettings
{
    public Dictionary<string, string> Title { get; } = [];

    public PaymentType Type { get; set; }

    /// <summary>The recipient of the money; the merchant's name for card payments.</summary>
    public string Recipient { get; set; } = "";

    /// <summary>Such as <c>1250,00</c>; for <see cref="PaymentType.Card"/> only.</summary>
    public string? Amount { get; set; }

    /// <summary>ISO 4217; for <see cref="PaymentType.Card"/> only.</summary>
    public string? Currency { get; set; }

    /// <summary>Additional text that the app displays.</summary>
    public Dictionary<string, string> Text { get; } = [];

    /// <summary>A warning that the app displays.</summary>
    public Dictionary<string, string> RiskWarning { get; } = [];

    /// <summary>Members of <see cref="PaymentRisks.All"/>.</summary>
    public string[]? RiskFlags { get; set; }
}
