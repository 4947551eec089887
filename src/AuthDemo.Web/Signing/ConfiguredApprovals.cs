using System.Globalization;
using System.Security.Claims;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.AuthSession;
using AuthDemo.Web.Localization;
using AuthDemo.Web.SignIn;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Signing;

/// <summary>The documents and purchases of the configuration, the same for everybody.</summary>
internal sealed class ConfiguredApprovals(IOptions<SigningOptions> signing, IOptions<PaymentsOptions> payments) : IApprovals
{
    public ValueTask<IReadOnlyList<Approval>> ListAsync(Flow flow, ClaimsPrincipal user, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<Approval>>([.. All(flow, user)]);

    public ValueTask<Approval?> FindAsync(Flow flow, string id, ClaimsPrincipal user, CancellationToken cancellation) =>
        ValueTask.FromResult(All(flow, user).FirstOrDefault(approval => approval.Id == id));

    private IEnumerable<Approval> All(Flow flow, ClaimsPrincipal user) => flow is Flow.Sign
        ? signing.Value.Documents.Select(one => Document(one.Key, one.Value, user))
        : payments.Value.Purchases.Select(one => Purchase(one.Key, one.Value, user));

    private Approval Document(string id, DocumentSettings document, ClaimsPrincipal user)
    {
        var order = new AuthIntent
        {
            Flow = Flow.Sign,
            UserVisibleData = string.Join('\n', Present(document.Text)),
            UserVisibleDataFormat = document.Format,
            UserNonVisibleData = document.Hidden,
        };
        return Demanding(new(id, Present(document.Title), order) { HiddenDescription = Optional(document.HiddenDescription) }, document, signing.Value, user);
    }

    private Approval Purchase(string id, PurchaseSettings purchase, ClaimsPrincipal user)
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
        var order = new AuthIntent { Flow = Flow.Payment, Payment = payment, UserVisibleData = Optional(purchase.Text) };
        return Demanding(new(id, Present(purchase.Title), order), purchase, payments.Value, user);
    }

    private static Approval Demanding(Approval approval, OrderSettings own, OrderSettings flow, ClaimsPrincipal user)
    {
        var demands = own.Requirement ?? flow.Requirement;
        var person = SignedInUser.PersonalNumber(user);
        return approval with
        {
            SignInFirst = demands is { SignedInPerson: true } && person is null,
            Order = approval.Order with { Requirement = demands?.ToRequirement(person), ReturnRisk = own.ReturnRisk || flow.ReturnRisk },
        };
    }

    private static T Present<T>(Dictionary<string, T> texts) =>
        texts.TryGetValue(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, out var text) ? text : texts[Languages.All[0]];

    private static string? Optional(Dictionary<string, string> texts) => texts.Count == 0 ? null : Present(texts);
}
