using AuthDemo.Flows.Tests.Arrange;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Operators;

namespace AuthDemo.Flows.Tests;

/// <summary>An invalid intent is rejected before any call, with the field, its limit and the given value.</summary>
public sealed class IntentValidationTests(Service service) : IClassFixture<Service>
{
    public static TheoryData<string, string, string> Wrong => new()
    {
        { "sign without text", "user_visible_data", "user_visible_data is required and was not given" },
        { "sign with too long a text", "user_visible_data", "user_visible_data must be 1-40000 characters of base64, 40004 were given" },
        { "auth with too long a text", "user_visible_data", "user_visible_data must be 1-1500 characters of base64, 1504 were given" },
        { "sign with too long hidden data", "user_non_visible_data", "user_non_visible_data must be 1-200000 characters of base64, 200004 were given" },
        { "payment without payment", "payment", "payment is required and was not given" },
        { "amount with a point", "payment.amount", "payment.amount must be digits with at most one comma between them, '100.00' was given" },
        { "currency in words", "payment.currency", "payment.currency must be an ISO 4217 code of three capital letters, 'kronor' was given" },
        { "unknown risk flag", "payment.risk_flags[1]", "payment.risk_flags[1] must be one of newCard | newCustomer" },
        { "npa with money", "payment.amount", "payment.amount is not allowed for transaction type npa" },
        { "sign with a payment", "payment", "payment is not a member of a sign intent" },
        { "card reader without card", "requirement.card_reader", "requirement.card_reader needs a smart card's policy among certificate_policies" },
        { "bad policy", "requirement.certificate_policies[0]", "requirement.certificate_policies[0] must be an object identifier" },
        { "bad personal number", "requirement.personal_number", "requirement.personal_number has a wrong check digit" },
        { "too long return url", "return_url", "return_url must be 1-512 characters, 1" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Start_InvalidIntent_ReportsFieldLimitAndValue(string name, string field, string message)
    {
        var invalid = Assert.IsType<StartReply.Invalid>(await service.Sessions.StartAsync(Intent(name), OwnerKey.New()));

        var found = Assert.Single(invalid.Fields, one => one.Field == field);
        Assert.StartsWith(message, found.Message, StringComparison.Ordinal);
        Assert.NotEmpty(found.Rule);
        Assert.NotEmpty(found.Limit);
        Assert.NotEmpty(found.Given);
    }

    [Fact]
    public async Task Start_PhoneFlowFromABrowser_IsInvalid()
    {
        var intent = new AuthIntent { Flow = Flow.PhoneAuth, Phone = new PhoneCall(CallInitiator.User, Service.PersonalNumber) };

        var invalid = Assert.IsType<StartReply.Invalid>(await service.Sessions.StartAsync(intent, OwnerKey.New()));

        Assert.Equal("flow", Assert.Single(invalid.Fields).Field);
    }

    [Fact]
    public async Task StartPhone_InvalidIntent_ReportsTheMembers()
    {
        var reply = await service.Operators.StartPhoneAsync(
            SessionId.New(), new PhoneIntent(Flow.PhoneSign, "1985070998", CallInitiator.Rp, null), "anna");

        var fields = Assert.IsType<StartReply.Invalid>(reply).Fields;
        Assert.Equal([IntentMember.PhonePersonalNumber, IntentMember.UserVisibleData], fields.Select(field => field.Member).Order());
        Assert.Contains(fields, field => field.Message == "phone.personal_number must be 12 digits, 10 characters were given");
        Assert.DoesNotContain(fields, field => field.Message.Contains("1985", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartPhone_BrowserFlow_IsInvalid()
    {
        var reply = await service.Operators.StartPhoneAsync(SessionId.New(), new PhoneIntent(Flow.Auth, Service.PersonalNumber, CallInitiator.Rp, null), "anna");

        Assert.Equal("flow must be one of PhoneAuth | PhoneSign | OtherPayment, Auth was given", Assert.Single(Assert.IsType<StartReply.Invalid>(reply).Fields).Message);
    }

    [Fact]
    public async Task Start_WithEveryRequirement_IsAccepted()
    {
        var tab = new BrowserTab(service);

        await tab.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Sign) with
        {
            UserVisibleData = "Text", ReturnRisk = true,
            Requirement = new Requirement
            {
                PinCode = true, Mrtd = true, CardReader = CardReader.Class2, CertificatePolicies = ["1.2.752.78.1.2", "1.2.752.78.*"], PersonalNumber = Service.PersonalNumber,
            },
        });
    }

    private static AuthIntent Intent(string name)
    {
        var (auth, sign) = (BrowserTab.NewIntent(Flow.Auth), BrowserTab.NewIntent(Flow.Sign) with { UserVisibleData = "Text" });
        var card = new Payment { Type = PaymentType.Card, Recipient = "Boklådan", Amount = "100,00", Currency = "SEK" };
        var payment = BrowserTab.NewIntent(Flow.Payment) with { Payment = card };
        return name switch
        {
            "sign without text" => sign with { UserVisibleData = null },
            "sign with too long a text" => sign with { UserVisibleData = new string('a', 30_001) },
            "auth with too long a text" => auth with { UserVisibleData = new string('a', 1_126) },
            "sign with too long hidden data" => sign with { UserNonVisibleData = new string('a', 150_001) },
            "payment without payment" => payment with { Payment = null },
            "amount with a point" => payment with { Payment = card with { Amount = "100.00" } },
            "currency in words" => payment with { Payment = card with { Currency = "kronor" } },
            "unknown risk flag" => payment with { Payment = card with { RiskFlags = ["newCard", "badWeather"] } },
            "npa with money" => payment with { Payment = card with { Type = PaymentType.Npa } },
            "sign with a payment" => sign with { Payment = card },
            "card reader without card" => sign with { Requirement = new() { CardReader = CardReader.Class1, CertificatePolicies = ["1.2.752.78.1.5"] } },
            "bad policy" => sign with { Requirement = new() { CertificatePolicies = ["1.*"] } },
            "bad personal number" => sign with { Requirement = new() { PersonalNumber = "198507099820" } },
            "too long return url" => sign with { ReturnUrl = "https://example.se/" + new string('a', 1_000) },
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such intent."),
        };
    }
}
