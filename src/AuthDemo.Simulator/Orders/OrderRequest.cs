using System.Net;
using System.Text;
using AuthDemo.Simulator.Identities;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Orders;

/// <summary>A start request that passed validation. Prints its kind only: texts and numbers are personal.</summary>
internal sealed record OrderRequest
{
    public required OrderKind Kind { get; init; }

    /// <summary>Address of the user's device as the relying party saw it; null on orders addressed to a person.</summary>
    public IPAddress? EndUserIp { get; init; }

    /// <summary>Base64 of UTF-8, as it was sent.</summary>
    public string? VisibleData { get; init; }

    /// <summary>Base64, as it was sent.</summary>
    public string? NonVisibleData { get; init; }

    /// <summary><c>plaintext</c> or <c>simpleMarkdownV1</c>, as it was sent; null when it was not.</summary>
    public string? VisibleDataFormat { get; init; }

    public string? ReturnUrl { get; init; }

    public bool ReturnRisk { get; init; }

    /// <summary>The user the order is bound to: 12 digits, or null for whoever picks it up.</summary>
    public string? PersonalNumber { get; init; }

    /// <summary>Whether <c>web</c> or <c>app</c> was sent.</summary>
    public bool HasDeviceData { get; init; }

    public Requirement Requirement { get; init; } = new();

    /// <summary>What a payment shows; null on other orders.</summary>
    public Transaction? Transaction { get; init; }

    /// <summary><c>user</c> or <c>RP</c> on phone orders, otherwise null.</summary>
    public string? CallInitiator { get; init; }

    public bool IsMarkdown => VisibleDataFormat is "simpleMarkdownV1";

    public string? VisibleText => VisibleData is null ? null : Encoding.UTF8.GetString(MimeBase64.Decode(VisibleData)!);

    public override string ToString() => $"order request ({Kind})";
}

/// <summary>What the relying party requires of the BankID and of how it is used.</summary>
internal sealed record Requirement
{
    public bool PinCode { get; init; }

    public bool Mrtd { get; init; }

    public string? CardReader { get; init; }

    /// <summary>Whether the relying party sent <c>risk</c>, which BankID no longer supports.</summary>
    public bool HasRisk { get; init; }

    /// <summary>OIDs, with <c>*</c> as a wildcard for one part or for the rest; null when any BankID will do.</summary>
    public IReadOnlyList<string>? CertificatePolicies { get; init; }
}

/// <summary>The transaction of a payment order, as the phone shows it.</summary>
internal sealed record Transaction(string Type, string Recipient, string? Amount, string? Currency, string? RiskWarning);
