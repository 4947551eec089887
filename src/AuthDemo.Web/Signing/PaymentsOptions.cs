using AuthDemo.Web.AuthSession;

namespace AuthDemo.Web.Signing;

/// <summary>Section <c>Payments</c>: the purchases to approve at <c>/payment</c>, and what BankID must require of the payer.</summary>
internal sealed class PaymentsOptions : OrderSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Payments";

    /// <summary>The purchases by id. Without any, <c>/payment</c> answers 404.</summary>
    public Dictionary<string, PurchaseSettings> Purchases { get; } = [];
}
