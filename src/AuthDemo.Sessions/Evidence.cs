namespace AuthDemo.Sessions;

/// <summary>
/// BankID's proof of a completed order (guide §1.4, <c>completionData</c>). The journal stores it for audits; it is never sent to a
/// page. Personal data: prints masked.
/// </summary>
/// <param name="Signature">Base64 of the XML signature.</param>
/// <param name="OcspResponse">Base64 of the OCSP response.</param>
/// <param name="DeviceIp">The app's address as BankID saw it.</param>
/// <param name="DeviceUhi">BankID's identifier of the app's device, if it gave one.</param>
/// <param name="BankIdIssueDate"><c>YYYY-MM-DD</c>, if it could be read.</param>
/// <param name="Mrtd">An ID document was read; null when BankID did not say.</param>
/// <param name="Risk"><c>low</c>, <c>moderate</c>, <c>high</c>, if it was asked for.</param>
public sealed record Evidence(
    string Signature, string OcspResponse, string? DeviceIp, string? DeviceUhi, string? BankIdIssueDate, bool? Mrtd, string? Risk)
{
    /// <summary>
    /// What our own verification found: <c>valid</c>, a <c>VerificationError</c> in snake case, <c>clock_mismatch</c>, <c>proof_used</c> when another session
    /// completed with the same signature; null when it was not verified.
    /// </summary>
    public string? Verified { get; init; }

    /// <summary>SHA-256 fingerprint of the signer's certificate, lower-case hex, when valid.</summary>
    public string? SignerSha256 { get; init; }

    /// <summary>When the OCSP response confirmed that certificate, when valid.</summary>
    public DateTimeOffset? VouchedAt { get; init; }

    /// <summary>Masked.</summary>
    public override string ToString() => "Evidence { *** }";
}
