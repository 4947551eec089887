using System.Net;
using System.Text.RegularExpressions;
using AuthDemo.Simulator.Identities;
using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.RpApi;

/// <summary>
/// Reads the body of a start request by the rules of its endpoint. Problems are added to the <see cref="RequestFields"/> in the order
/// in which the service checks; the result is valid only when there are none. Unknown members are ignored, as BankID may add
/// members without notice.
/// </summary>
internal static partial class StartRequestReader
{
    public static OrderRequest Read(RequestFields body, StartEndpoint endpoint)
    {
        var kind = endpoint.Kind;
        var isRemote = kind.IsByPhoneCall();
        var requirement = body.Object("requirement");
        var request = new OrderRequest
        {
            Kind = kind,
            EndUserIp = kind.IsAddressedToPerson() ? null : ReadAddress(body),
            PersonalNumber = kind.IsAddressedToPerson() ? ReadPersonalNumber(body, required: true)
                : requirement is null ? null : ReadPersonalNumber(requirement, required: false),
            CallInitiator = isRemote ? body.Word("callInitiator", true, "user", "RP") : null,
            Transaction = kind.IsPayment() ? TransactionReader.Read(body) : null,
            VisibleData = ReadBase64(body, "userVisibleData", endpoint.VisibleMax, endpoint.VisibleRequired, mustBeText: true),
            NonVisibleData = ReadBase64(body, "userNonVisibleData", endpoint.NonVisibleMax, required: false, mustBeText: false),
            VisibleDataFormat = body.Word("userVisibleDataFormat", false, "plaintext", "simpleMarkdownV1"),
            ReturnUrl = isRemote ? null : body.Text("returnUrl", 1, 512),
            ReturnRisk = !isRemote && body.Flag("returnRisk") is true,
            HasDeviceData = !isRemote && DeviceDataReader.Read(body),
            Requirement = requirement is null ? new Requirement() : ReadRequirement(requirement),
        };
        if (kind.IsPayment() && request is { NonVisibleData: not null, VisibleData: null })
            body.AddProblem("userNonVisibleData", RpErrorDetails.RequiresVisibleData);
        return request;
    }

    private static IPAddress? ReadAddress(RequestFields body)
    {
        if (body.Text("endUserIp", 1, 45, required: true) is not { } text)
            return null;
        // TryParse alone also accepts "1", "0x7f.1", "010.1.1.1" (octal), "[::1]" and "fe80::1%eth0".
        var plausible = text.Contains(':') ? !text.AsSpan().ContainsAny("[]%") : DottedQuad().IsMatch(text);
        if (plausible && IPAddress.TryParse(text, out var address))
            return address;
        body.AddProblem("endUserIp", "must be an IPv4 or IPv6 address");
        return null;
    }

    private static string? ReadPersonalNumber(RequestFields fields, bool required)
    {
        if (fields.Text("personalNumber", 12, 12, required) is not { } number)
            return null;
        if (PersonalNumber.IsWellFormed(number))
            return number;
        fields.AddProblem("personalNumber", "must be 12 digits");
        return null;
    }

    private static string? ReadBase64(RequestFields body, string name, int max, bool required, bool mustBeText)
    {
        if (body.Text(name, 1, max, required) is not { } text)
            return null;
        if (MimeBase64.Decode(text) is not { Length: > 0 } bytes)
            body.AddProblem(name, "must be base64");
        else if (mustBeText && !System.Text.Unicode.Utf8.IsValid(bytes))
            body.AddProblem(name, "must be base64 of UTF-8");
        else
            return text;
        return null;
    }

    private static Requirement ReadRequirement(RequestFields fields)
    {
        var policies = fields.Texts("certificatePolicies");
        if (policies?.FirstOrDefault(p => !Policy().IsMatch(p)) is not null)
            fields.AddProblem("certificatePolicies", "must be OIDs; one part may be *, from the fifth on");
        return new Requirement
        {
            PinCode = fields.Flag("pinCode") is true,
            Mrtd = fields.Flag("mrtd") is true,
            // Once part of the API, no longer supported: accepted and ignored.
            HasRisk = fields.Text("risk", 0, int.MaxValue) is not null,
            CardReader = fields.Word("cardReader", false, "class1", "class2"),
            CertificatePolicies = policies,
        };
    }

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}\z")]
    private static partial Regex DottedQuad();

    [GeneratedRegex(@"^[0-9]+((\.[0-9]+)*|(\.[0-9]+){3,}\.\*(\.[0-9]+)*)\z")]
    private static partial Regex Policy();
}
