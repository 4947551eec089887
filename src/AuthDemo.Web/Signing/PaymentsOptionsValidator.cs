using AuthDemo.Sessions.Claims;
using AuthDemo.Sessions.Intents;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Signing;

/// <summary>Validates <see cref="PaymentsOptions"/>; each error names the key, the rule and the value given.</summary>
internal sealed class PaymentsOptionsValidator(IOptions<ClaimsOptions> claims) : IValidateOptions<PaymentsOptions>
{
    public ValidateOptionsResult Validate(string? name, PaymentsOptions options)
    {
        var errors = new SignRequestErrors(PaymentsOptions.Section, claims.Value);
        errors.Requirement("", options);
        foreach (var (id, purchase) in options.Purchases)
        {
            var key = $"Purchases:{id}";
            errors.Id(key, id);
            errors.Requirement(key + ":", purchase);
            errors.Texts($"{key}:Title", purchase.Title, title => title.Length > 0);
            errors.Texts($"{key}:Text", purchase.Text, text => text.Length > 0, isRequired: false);
            errors.Texts($"{key}:RiskWarning", purchase.RiskWarning, text => text.Length > 0, isRequired: false);
            if (purchase.Recipient.Length == 0)
                errors.Add($"{key}:Recipient", "must have at least 1 character", "0");
            var isCard = purchase.Type is PaymentType.Card;
            if (isCard != purchase.Amount is not null || isCard != purchase.Currency is not null)
                errors.Add(key, "must have Amount and Currency for Type Card, and neither for Type Npa");
            foreach (var flag in (purchase.RiskFlags ?? []).Except(PaymentRisks.All))
                errors.Add($"{key}:RiskFlags", $"must be of {string.Join(", ", PaymentRisks.All)}", $"\"{flag}\"");
        }

        return errors.Result;
    }
}
