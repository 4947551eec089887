using System.Net;
using System.Text;

namespace AuthDemo.Simulator.Orders;

/// <summary>A start request that passed validation. Prints as its kind only: texts and numbers are personal.</summary>
internal sealed record OrderRequest
{
    public required OrderKind Kind { get; init; }

    /// <summary>Address of the user's device as the relying party saw it; null on phone orders.</summary>
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

    /// <summary>Says whether <c>web</c> or <c>app</c> was sent.</summary>
    public bool HasDeviceData { get; init; }

    public Requirement Requirement { get; init; } = new();

    /// <summary>What a payment shows; null on other orders.</summary>
    public Transaction? Transaction { get; init; }

    /// <summary><c>user</c> or <c>RP</c> on phone orders, else null.</summary>
    public string? CallInitiator { get; init; }

    public string? VisibleText => VisibleData is null ? null : Encoding.UTF8.GetString(Convert.FromBase64String(VisibleData));

    public override string ToString() => $"order request ({Kind})";
}

/// <summary>What the relying party demands of the BankID and its use.</summary>
internal sealed record Requirement
{
    public bool PinCode { get; init; }

    public bool Mrtd { get; init; }

    public string? CardReader { get; init; }

    /// <summary>Says whether the relying party still sends the level that BankID has ceased to support.</summary>
    public bool HasRisk { get; init; }

    /// <summary>OIDs, possibly ending in <c>*</c>; null when any BankID will do.</summary>
    public IReadOnlyList<string>? CertificatePolicies { get; init; }
}

/// <summary>The transaction of a payment order, as the phone shows it.</summary>
internal sealed record Transaction(string Type, string Recipient, string? Amount, string? Currency, string? RiskWarning);
