namespace AuthDemo.Sessions.Intents;

/// <summary>What BankID must demand of the person (facts §1.3, <c>requirement</c>). Personal data: prints masked.</summary>
[GenerateSerializer, Immutable]
public sealed record Requirement
{
    /// <summary>The security code, also where biometrics would do.</summary>
    [Id(0)] public bool PinCode { get; init; }

    /// <summary>A passport or national ID card must be read. Not for the phone flows.</summary>
    [Id(1)] public bool Mrtd { get; init; }

    /// <summary>Needs a smart card's policy among <see cref="CertificatePolicies"/>.</summary>
    [Id(2)] public CardReader? CardReader { get; init; }

    /// <summary>
    /// OIDs of the kinds of BankID that will do, each with at most one <c>*</c> from its fifth part on. Null: as the configuration
    /// says for the device.
    /// </summary>
    [Id(3)] public IReadOnlyList<string>? CertificatePolicies { get; init; }

    /// <summary>Only this person can complete: 12 digits. Not for the phone flows, which name the person in <see cref="PhoneCall"/>.</summary>
    [Id(4)] public string? PersonalNumber { get; init; }

    /// <summary>Same demands, list by value: two clicks on one button must be one order.</summary>
    public bool Equals(Requirement? other) =>
        other is not null && (PinCode, Mrtd, CardReader, PersonalNumber) == (other.PinCode, other.Mrtd, other.CardReader, other.PersonalNumber)
        && Lists.Same(CertificatePolicies, other.CertificatePolicies);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(PinCode, Mrtd, CardReader, PersonalNumber, CertificatePolicies?.Count);

    /// <summary>Masked.</summary>
    public override string ToString() => "Requirement { *** }";
}

/// <summary>The least that a card reader must do.</summary>
[GenerateSerializer]
public enum CardReader
{
    /// <summary>The code is entered on the computer's keyboard, or better.</summary>
    Class1,

    /// <summary>The code is entered on the reader.</summary>
    Class2,
}
