using AuthDemo.Sessions.Intents;

namespace AuthDemo.Web.AuthSession;

/// <summary>What BankID must demand and tell: for a flow, or for one document or purchase.</summary>
internal class OrderSettings
{
    /// <summary>Demands on the person; null leaves them to what stands above, and at last to <c>Sessions:CertificatePolicies</c>.</summary>
    public RequirementSettings? Requirement { get; set; }

    /// <summary>Asks for BankID's risk, also when <c>Sessions:Policies:Risk</c> is off.</summary>
    public bool ReturnRisk { get; set; }
}

/// <summary>Demands on the person (guide §1.3, <c>requirement</c>), as the configuration has them.</summary>
internal sealed class RequirementSettings
{
    /// <summary>The security code, also where biometrics would do.</summary>
    public bool PinCode { get; set; }

    /// <summary>A passport or national ID card must be read.</summary>
    public bool Mrtd { get; set; }

    /// <summary>The least card reader; needs the policy of BankID on card in <see cref="CertificatePolicies"/>.</summary>
    public CardReader? CardReader { get; set; }

    /// <summary>OIDs of the kinds of BankID that will do, whatever the device.</summary>
    public string[]? CertificatePolicies { get; set; }

    /// <summary>Only the person who is signed in here may complete (<c>personalNumber</c>); nobody who is not signed in may start.</summary>
    public bool SignedInPerson { get; set; }

    /// <summary>As an intent has it.</summary>
    /// <param name="personalNumber">12 digits of who is signed in; null when nobody is.</param>
    public Requirement ToRequirement(string? personalNumber) => new()
    {
        PinCode = PinCode,
        Mrtd = Mrtd,
        CardReader = CardReader,
        CertificatePolicies = CertificatePolicies is { Length: > 0 } ? CertificatePolicies : null,
        PersonalNumber = SignedInPerson ? personalNumber : null,
    };

    /// <summary>A sentence for each broken rule.</summary>
    /// <param name="key">The section's key, for the sentences.</param>
    public IEnumerable<string> Problems(string key)
    {
        foreach (var policy in (CertificatePolicies ?? []).Where(policy => !CertificatePolicy.IsValid(policy)))
            yield return $"{key}:CertificatePolicies must be object identifiers, with at most one * from the fifth part on; given: \"{policy}\".";
        if (CardReader is { } reader && !Enum.IsDefined(reader))
            yield return $"{key}:CardReader must be one of {string.Join(", ", Enum.GetNames<CardReader>())}; given: \"{reader}\".";
        if (CardReader is not null && !(CertificatePolicies ?? []).Any(CertificatePolicy.CoversCard))
            yield return $"{key}:CardReader needs a policy of BankID on card ({string.Join(" or ", CertificatePolicy.Cards)}) in {key}:CertificatePolicies.";
    }
}
