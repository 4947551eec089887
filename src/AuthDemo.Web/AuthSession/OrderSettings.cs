using AuthDemo.Sessions.Intents;

namespace AuthDemo.Web.AuthSession;

/// <summary>The requirement and risk settings of a BankID order: for a flow, or for one document or purchase.</summary>
internal class OrderSettings
{
    /// <summary>The requirement; null falls back to the flow's, and then to <c>Sessions:CertificatePolicies</c>.</summary>
    public RequirementSettings? Requirement { get; set; }

    /// <summary>Requests BankID's risk assessment, even if <c>Sessions:Policies:Risk</c> is off.</summary>
    public bool ReturnRisk { get; set; }
}

/// <summary>The configured requirement of an order (guide §1.3, <c>requirement</c>).</summary>
internal sealed class RequirementSettings
{
    /// <summary>Requires the security code, even where biometrics would be accepted.</summary>
    public bool PinCode { get; set; }

    /// <summary>Requires the user to scan a passport or national ID card.</summary>
    public bool Mrtd { get; set; }

    /// <summary>The minimum class of the card reader; needs a policy of BankID on card in <see cref="CertificatePolicies"/>.</summary>
    public CardReader? CardReader { get; set; }

    /// <summary>The OIDs of the accepted types of BankID, on any device.</summary>
    public string[]? CertificatePolicies { get; set; }

    /// <summary>Only the signed-in person may complete the order (<c>personalNumber</c>); only a signed-in user may start it.</summary>
    public bool SignedInPerson { get; set; }

    /// <summary>Converts the settings for an intent.</summary>
    /// <param name="personalNumber">The 12 digits of the signed-in user; null if nobody is signed in.</param>
    public Requirement ToRequirement(string? personalNumber) => new()
    {
        PinCode = PinCode,
        Mrtd = Mrtd,
        CardReader = CardReader,
        CertificatePolicies = CertificatePolicies is { Length: > 0 } ? CertificatePolicies : null,
        PersonalNumber = SignedInPerson ? personalNumber : null,
    };

    /// <summary>Validates the settings; one sentence per error.</summary>
    /// <param name="key">The configuration key of the section.</param>
    public IEnumerable<string> Errors(string key)
    {
        foreach (var policy in (CertificatePolicies ?? []).Where(policy => !CertificatePolicy.IsValid(policy)))
            yield return $"{key}:CertificatePolicies must be object identifiers, with at most one * from the fifth part on; given: \"{policy}\".";
        if (CardReader is { } reader && !Enum.IsDefined(reader))
            yield return $"{key}:CardReader must be one of {string.Join(", ", Enum.GetNames<CardReader>())}; given: \"{reader}\".";
        if (CardReader is not null && !(CertificatePolicies ?? []).Any(CertificatePolicy.CoversCard))
            yield return $"{key}:CardReader needs a policy of BankID on card ({string.Join(" or ", CertificatePolicy.Cards)}) in {key}:CertificatePolicies.";
    }
}
