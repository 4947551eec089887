namespace AuthDemo.Sessions.BankId;

/// <summary>The BankID environment. This one value selects base address, trust anchor and client certificate together.</summary>
public enum BankIdEnvironment
{
    /// <summary>A stand-in that the composition supplies through <see cref="IBankIdConnectionSource"/>.</summary>
    Simulator,

    /// <summary>BankID's test environment, with the RP test certificate.</summary>
    Test,

    /// <summary>BankID's production environment, with an RP certificate from the relying party's bank.</summary>
    Production,
}

/// <summary>The published data of BankID's two environments (facts §1.1, §1.9).</summary>
/// <param name="BaseAddress">Ends with a slash.</param>
/// <param name="RootName">Common name of the root that BankID's server certificate chains to.</param>
/// <param name="RootFingerprintStart">First bytes of the root's SHA-256 fingerprint, hex.</param>
/// <param name="RootFingerprintEnd">Last bytes of it, hex.</param>
internal sealed record PublishedEnvironment(Uri BaseAddress, string RootName, string RootFingerprintStart, string RootFingerprintEnd)
{
    public static PublishedEnvironment Of(BankIdEnvironment environment) => environment switch
    {
        BankIdEnvironment.Test => new(
            new Uri("https://appapi2.test.bankid.com/rp/v6.0/"), "Test BankID SSL Root CA v1 Test", "F3D0740E", "5B405C"),
        BankIdEnvironment.Production => new(
            new Uri("https://appapi2.bankid.com/rp/v6.0/"), "BankID SSL Root CA v1", "E6A2D45C", "ACBECB"),
        _ => throw new ArgumentOutOfRangeException(nameof(environment), environment, "This environment has no published data."),
    };
}
