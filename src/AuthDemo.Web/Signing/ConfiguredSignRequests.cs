using System.Globalization;
using System.Security.Claims;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.AuthSession;
using AuthDemo.Web.Localization;
using AuthDemo.Web.Security;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Signing;

/// <summary>The documents and purchases of the configuration, the same for every user.</summary>
internal sealed class ConfiguredSignRequests(IOptions<SigningOptions> signing, IOptions<PaymentsOptions> payments) : ISignRequests
{
    public ValueTask<IReadOnlyList<SignRequest>> ListAsync(Flow flow, ClaimsPrincipal user, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<SignRequest>>([.. All(flow, user)]);

    public ValueTask<SignRequest?> FindAsync(Flow flow, string id, ClaimsPrincipal user, CancellationToken cancellation) =>
        ValueTask.FromResult(All(flow, user).FirstOrDefault(request => request.Id == id));

    private IEnumerable<SignRequest> All(Flow flow, ClaimsPrincipal user) => flow is Flow.Sign
        ? signing.Value.Documents.Select(document => WithRequirement(ForDocument(document.Key, document.Value), document.Value, signing.Value, user))
        : payments.Value.Purchases.Select(purchase => WithRequirement(ForPurchase(purchase.Key, purchase.Value), purchase.Value, payments.Value, user));

    private static SignRequest ForDocument(string id, DocumentSettings document)
    {
        var intent = new AuthIntent
        {
            Flow = Flow.Sign,
            UserVisibleData = string.Join('\n', Localized(document.Text)),
            UserVisibleDataFormat = document.Format,
            UserNonVisibleData = document.Hidden,
        };
        return new(id, Localized(document.Title), intent) { HiddenDescription = Optional(document.HiddenDescription) };
    }

    private static SignRequest ForPurchase(string id, PurchaseSettings purchase)
    {
        var payment = new Payment
        {
            Type = purchase.Type,
            Recipient = purchase.Recipient,
            Amount = purchase.Amount,
            Currency = purchase.Currency,
            RiskWarning = Optional(purchase.RiskWarning),
            RiskFlags = purchase.RiskFlags is { Length: > 0 } flags ? flags : null,
        };
        return new(id, Localized(purchase.Title), new() { Flow = Flow.Payment, Payment = payment, UserVisibleData = Optional(purchase.Text) });
    }

    /// <summary>Adds the requirement of the request, or else that of its flow.</summary>
    private static SignRequest WithRequirement(SignRequest request, OrderSettings own, OrderSettings flow, ClaimsPrincipal user)
    {
        var requirement = own.Requirement ?? flow.Requirement;
        var personalNumber = SignedInUser.PersonalNumber(user);
        return request with
        {
            RequiresSignIn = requirement is { SignedInPerson: true } && personalNumber is null,
            Intent = request.Intent with { Requirement = requirement?.ToRequirement(personalNumber), ReturnRisk = own.ReturnRisk || flow.ReturnRisk },
        };
    }

    private static T Localized<T>(Dictionary<string, T> texts) =>
        texts.TryGetValue(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, out var text) ? text : texts[Languages.All[0]];

    private static string? Optional(Dictionary<string, string> texts) => texts.Count == 0 ? null : Localized(texts);
}
