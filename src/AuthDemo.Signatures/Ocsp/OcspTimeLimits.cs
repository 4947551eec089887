namespace AuthDemo.Signatures.Ocsp;

/// <summary>Which OCSP responses count as fresh.</summary>
public sealed record OcspTimeLimits
{
    /// <summary>
    /// How long before completion the response may have been produced. BankID requests it when the user signs, and keeps the result
    /// of an order for three minutes (RP API, "Timing").
    /// </summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The accepted difference between BankID's clock and ours.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(1);
}
