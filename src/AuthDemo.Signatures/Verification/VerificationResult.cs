namespace AuthDemo.Signatures.Verification;

/// <summary>The result of a verification: a closed family.</summary>
public abstract record VerificationResult
{
    private VerificationResult()
    {
    }

    /// <summary>Every rule holds.</summary>
    /// <param name="SignerSha256">SHA-256 fingerprint of the signer's certificate, lower-case hex.</param>
    /// <param name="OcspProducedAt">When the OCSP responder said that the certificate was good: its <c>producedAt</c>.</param>
    public sealed record Valid(string SignerSha256, DateTimeOffset OcspProducedAt) : VerificationResult;

    /// <summary>A rule is violated.</summary>
    /// <param name="Error">The first one.</param>
    public sealed record Invalid(VerificationError Error) : VerificationResult;

    /// <summary>
    /// Every other rule holds, but the OCSP response was produced later than our clock allows. A responder's clock is monitored, so
    /// the likely cause is that our clock is slow.
    /// </summary>
    /// <param name="ResponderAhead">How far the responder's clock is ahead of ours; always more than the accepted skew.</param>
    public sealed record ClockMismatch(TimeSpan ResponderAhead) : VerificationResult;
}
