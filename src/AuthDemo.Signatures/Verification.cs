namespace AuthDemo.Signatures;

/// <summary>What a verification found: a closed set.</summary>
public abstract record Verification
{
    private Verification() { }

    /// <summary>The proof holds in every respect.</summary>
    /// <param name="SignerSha256">SHA-256 fingerprint of the signer's certificate, lower-case hex.</param>
    /// <param name="VouchedAt">When the issuer vouched for that certificate: <c>producedAt</c> of the OCSP response.</param>
    public sealed record Valid(string SignerSha256, DateTimeOffset VouchedAt) : Verification;

    /// <summary>The proof does not hold.</summary>
    /// <param name="Reason">The first rule that it broke.</param>
    public sealed record Refused(Refusal Reason) : Verification;
}
