using AuthDemo.Sessions.Claims;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.AuthSession;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Signing;

/// <summary>Section <c>Payments</c>: what can be approved at <c>/payment</c>, and what BankID must demand of who approves.</summary>
internal sealed class PaymentsOptions : OrderSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Payments";

    /// <summary>By id. Without any, there is no page to approve at.</summary>
    public Dictionary<string, PurchaseSettings> Purchases { get; } = [];
}

/// <summary><c>Payments:Purchases:ID</c>. Texts are by language: <c>en</c>, <c>sv</c>.</summary>
internal sealed class PurchaseSettings : OrderSettings
{
    public Dictionary<string, string> Title { get; } = [];

    public PaymentType Type { get; set; }

    /// <summary>Whom the money goes to; the merchant's name for cards.</summary>
    public string Recipient { get; set; } = "";

    /// <summary><c>1250,00</c>; for <see cref="PaymentType.Card"/> only.</summary>
    public string? Amount { get; set; }

    /// <summary>ISO 4217; for <see cref="PaymentType.Card"/> only.</summary>
    public string? Currency { get; set; }

    /// <summary>What the app tells the person besides.</summary>
    public Dictionary<string, string> Text { get; } = [];

    /// <summary>A warning the app shows.</summary>
    public Dictionary<string, string> RiskWarning { get; } = [];

    /// <summary>Words of <see cref="PaymentRisks.All"/>.</summary>
    public string[]? RiskFlags { get; set; }
}

/// <summary>Names the key, the rule and what was given.</summary>
internal sealed class PaymentsOptionsValidator(IOptions<ClaimsOptions> claims) : IValidateOptions<PaymentsOptions>
{
    public ValidateOptionsResult Validate(string? name, PaymentsOptions options)
    {
        var problems = new ApprovalProblems(PaymentsOptions.Section, claims.Value);
        problems.Demands("", options);
        foreach (var (id, purchase) in options.Purchases)
        {
            var key = $"Purchases:{id}";
            problems.Id(key, id);
            problems.Demands(key + ":", purchase);
            problems.Texts($"{key}:Title", purchase.Title, title => title.Length > 0);
            problems.Texts($"{key}:Text", purchase.Text, text => text.Length > 0, isRequired: false);
            problems.Texts($"{key}:RiskWarning", purchase.RiskWarning, text => text.Length > 0, isRequired: false);
            if (purchase.Recipient.Length == 0)
                problems.Add($"{key}:Recipient", "must have at least 1 character; given: 0.");
            var isCard = purchase.Type is PaymentType.Card;
            if (isCard != purchase.Amount is not null || isCard != purchase.Currency is not null)
                problems.Add(key, "must have Amount and Currency for Type Card, and neither for Type Npa.");
            foreach (var flag in (purchase.RiskFlags ?? []).Except(PaymentRisks.All))
                problems.Add($"{key}:RiskFlags", $"must be of {string.Join(", ", PaymentRisks.All)}; given: \"{flag}\".");
        }

        return problems.Result;
    }
}
