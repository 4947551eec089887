using System.Net;
using System.Text.RegularExpressions;
using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.RpApi;

/// <summary>
/// Reads the body of a start request by the rules of its endpoint. Problems land in the given <see cref="Fields"/>; the result is
/// only to be used when there are none. Members that no rule names are left alone, as BankID may add members without notice.
/// </summary>
internal static partial class StartRequest
{
    public static OrderRequest Read(Fields body, StartRules rules)
    {
        var byCall = rules.Kind.IsByPhoneCall();
        var isPayment = rules.Kind is OrderKind.Payment;
        if (isPayment)
            ReadRiskFlags(body);
        var hasDeviceData = !byCall && ReadDeviceData(body);
        var requirement = body.Object("requirement");
        return new OrderRequest
        {
            Kind = rules.Kind,
            EndUserIp = byCall ? null : ReadAddress(body),
            VisibleData = Base64(body, "userVisibleData", rules.VisibleMax, rules.VisibleRequired, mustBeText: true),
            NonVisibleData = Base64(body, "userNonVisibleData", rules.NonVisibleMax, required: false, mustBeText: false),
            VisibleDataFormat = body.Word("userVisibleDataFormat", false, "plaintext", "simpleMarkdownV1"),
            ReturnUrl = byCall ? null : body.Text("returnUrl", 1, 512),
            ReturnRisk = !byCall && body.Flag("returnRisk") is true,
            PersonalNumber = byCall ? PersonalNumber(body, required: true) : requirement is null ? null : PersonalNumber(requirement, required: false),
            HasDeviceData = hasDeviceData,
            Requirement = requirement is null ? new Requirement() : ReadRequirement(requirement),
            Transaction = isPayment ? ReadTransaction(body) : null,
            CallInitiator = byCall ? body.Word("callInitiator", true, "user", "RP") : null,
        };
    }

    private static IPAddress? ReadAddress(Fields body)
    {
        if (body.Text("endUserIp", 1, 45, required: true) is not { } text)
            return null;
        // TryParse alone also takes "1", "0x7f.1", "[::1]" and "fe80::1%eth0".
        var plausible = text.Contains(':') ? !text.AsSpan().ContainsAny("[]%") : DottedQuad().IsMatch(text);
        if (plausible && IPAddress.TryParse(text, out var address))
            return address;
        body.Problem("endUserIp", "must be an IPv4 or IPv6 address");
        return null;
    }

    private static string? PersonalNumber(Fields fields, bool required)
    {
        if (fields.Text("personalNumber", 12, 12, required) is not { } number)
            return null;
        if (number.All(char.IsAsciiDigit))
            return number;
        fields.Problem("personalNumber", "must be 12 digits");
        return null;
    }

    private static string? Base64(Fields body, string name, int max, bool required, bool mustBeText)
    {
        if (body.Text(name, 1, max, required) is not { } text)
            return null;
        var bytes = new byte[text.Length];
        if (text.Any(char.IsWhiteSpace) || !Convert.TryFromBase64String(text, bytes, out var length))
            body.Problem(name, "must be base64");
        else if (mustBeText && !IsUtf8(bytes.AsSpan(0, length)))
            body.Problem(name, "must be base64 of UTF-8");
        else
            return text;
        return null;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    private static Requirement ReadRequirement(Fields fields)
    {
        var policies = fields.Texts("certificatePolicies");
        if (policies?.FirstOrDefault(p => !Policy().IsMatch(p)) is not null)
            fields.Problem("certificatePolicies", "must be OIDs; one part may be *, from the fifth on");
        return new Requirement
        {
            PinCode = fields.Flag("pinCode") is true,
            Mrtd = fields.Flag("mrtd") is true,
            // Once part of the API, no longer supported: taken and ignored.
            HasRisk = fields.Text("risk", 0, int.MaxValue) is not null,
            CardReader = fields.Word("cardReader", false, "class1", "class2"),
            CertificatePolicies = policies,
        };
    }

    private static bool ReadDeviceData(Fields body)
    {
        var web = body.Object("web");
        var app = body.Object("app");
        if (web is not null && app is not null)
            body.Problem("app", "and web exclude each other");
        if (web is { Count: 0 })
            body.Problem("web", "must have at least one member");
        if (app is { Count: 0 })
            body.Problem("app", "must have at least one member");
        if (web?.Text("referringDomain", 3, 253) is { } domain && !Domain().IsMatch(domain))
            web.Problem("referringDomain", "may hold a-z, 0-9, '.' and '-' only");
        web?.Text("userAgent", 1, 256);
        web?.Text("deviceIdentifier", 1, 64);
        foreach (var name in (string[])["appIdentifier", "deviceOS", "deviceModelName", "deviceIdentifier"])
            app?.Text(name, 1, 256);
        return web is not null || app is not null;
    }

    private static void ReadRiskFlags(Fields body)
    {
        if (body.Texts("riskFlags")?.FirstOrDefault(f => !s_riskFlags.Contains(f)) is not null)
            body.Problem("riskFlags", $"must be from {string.Join(", ", s_riskFlags)}");
    }

    private static Transaction ReadTransaction(Fields body)
    {
        if (body.Object("userVisibleTransaction", required: true) is not { } transaction)
            return new Transaction("", "", null, null, null);
        var type = transaction.Word("transactionType", true, "card", "npa");
        var recipient = transaction.Object("recipient", required: true)?.Text("name", 1, int.MaxValue, required: true);
        var money = transaction.Object("money");
        if (money is not null && type is "npa")
            transaction.Problem("money", "is not allowed when transactionType is npa");
        var amount = money?.Text("amount", 1, 32, required: true);
        if (amount is not null && !Amount().IsMatch(amount))
            money!.Problem("amount", "must be digits with at most one ','");
        var currency = money?.Text("currency", 3, 3, required: true);
        if (currency is not null && !currency.All(char.IsAsciiLetterUpper))
            money!.Problem("currency", "must be an ISO 4217 code in capitals");
        return new Transaction(type ?? "", recipient ?? "", amount, currency, transaction.Text("riskWarning", 1, int.MaxValue));
    }

    private static readonly string[] s_riskFlags =
    [
        "newCard", "newCustomer", "newRecipient", "highRiskRecipient", "largeAmount", "foreignCurrency", "cryptoCurrencyPurchase",
        "moneyTransfer", "overseasTransaction", "recurringPayment", "suspiciousPaymentPattern", "other",
    ];

    [GeneratedRegex(@"^[0-9]{1,3}(\.[0-9]{1,3}){3}\z")]
    private static partial Regex DottedQuad();

    [GeneratedRegex(@"^[0-9]+((\.[0-9]+)*|(\.[0-9]+){3,}\.\*(\.[0-9]+)*)\z")]
    private static partial Regex Policy();

    [GeneratedRegex(@"^[a-z0-9.-]+\z")]
    private static partial Regex Domain();

    [GeneratedRegex(@"^[0-9]+(,[0-9]+)?\z")]
    private static partial Regex Amount();
}
