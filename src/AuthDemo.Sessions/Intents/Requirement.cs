namespace AuthDemo.Sessions.Intents;

/// <summary>What BankID requires of the person (facts §1.3, <c>requirement</c>). Personal data: prints masked.</summary>
[GenerateSerializer, Immutable]
public sealed record Requirement
{
    /// <summary>The security code is required even where biometrics are allowed.</summary>
    [Id(0)] public bool PinCode { get; init; }

    /// <summary>A passport or national ID card must be read. Not for the phone flows.</summary>
    [Id(1)] public bool Mrtd { get; init; }

    /// <summary>Requires a smart card's policy in <see cref="CertificatePolicies"/>.</summary>
    [Id(2)] public CardReader? CardReader { get; init; }

    /// <summary>
    /// OIDs of the accepted kinds of BankID, each with at most one <c>*</c>, at the fifth arc or later. Null: as configured for the
    /// device.
    /// </summary>
    [Id(3)] public IReadOnlyList<string>? CertificatePolicies { get; init; }

    /// <summary>Only this person can complete: 12 digits. Not for the phone flows, which name the person in <see cref="PhoneCall"/>.</summary>
    [Id(4)] public string? PersonalNumber { get; init; }

    /// <summary>Compares all members, the list by value, so that a double click starts one order.</summary>
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
