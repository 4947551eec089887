namespace AuthDemo.Signatures.Ocsp;

/// <summary>What counts as fresh.</summary>
public sealed record OcspTimes
{
    /// <summary>
    /// How long before the order was found complete the response may have been made. BankID makes it when the person signs, and keeps
    /// the result for three minutes (facts §1.6).
    /// </summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How far BankID's clock and ours may be apart.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(1);
}
