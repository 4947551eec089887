using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthDemo.Signatures.Certificates;
using AuthDemo.Signatures.Ocsp;
using AuthDemo.Signatures.Verification;
using AuthDemo.Signatures.Xml;

namespace AuthDemo.Signatures;

/// <summary>
/// Verifies the signature and the OCSP response of a completed order: the user signed exactly what we asked for, with a certificate
/// under BankID's root, and its issuer stated for this very signature that the certificate was good. Thread-safe; uses no network.
/// </summary>
/// <remarks>
/// Theory of operation. The checks run in the order of trust. First the document must have the one structure that BankID produces,
/// so that the two signed elements can only be those that are read later; an element that was wrapped, moved or duplicated makes
/// another structure. Then the digests tie these two elements to <c>SignedInfo</c>, the chain ties the signer's key to the root, and
/// the signature value ties <c>SignedInfo</c> to that key. The OCSP response is validated against the same signer and issuer. Only
/// then is the content of the signed data compared with the request, and last the responder's clock with ours.
/// All input is untrusted: whatever it contains, the result is a <see cref="VerificationResult"/> and never an exception.
/// </remarks>
public sealed class SignatureVerifier
{
    private readonly X509Certificate2Collection _roots;
    private readonly OcspTimeLimits _limits;

    /// <summary>A verifier that trusts these roots and none of the machine's certificate stores.</summary>
    /// <param name="roots">Self-signed BankID roots; at least one.</param>
    /// <param name="limits">Which OCSP responses count as fresh.</param>
    public SignatureVerifier(IEnumerable<X509Certificate2> roots, OcspTimeLimits? limits = null)
    {
        _roots = [.. roots];
        ArgumentOutOfRangeException.ThrowIfZero(_roots.Count, nameof(roots));
        _limits = limits ?? new OcspTimeLimits();
    }

    /// <summary>Verifies one completed order.</summary>
    /// <param name="request">The evidence and what it must prove.</param>
    /// <param name="at">When the order was found complete. To verify again years later, give that time, not the present one.</param>
    public VerificationResult Verify(VerificationRequest request, DateTimeOffset at)
    {
        if (XmlSignature.Read(request.Signature, out var error) is not { } signature)
            return new VerificationResult.Invalid(error);
        if (signature.VerifyDigests() is { } altered)
            return new VerificationResult.Invalid(altered);
        if (SignerCertificateChain.Read(signature.Certificates, _roots, at, out error) is not { } chain)
            return new VerificationResult.Invalid(error);
        using (chain)
        {
            if (!signature.IsSignedBy(chain.Signer))
                return new VerificationResult.Invalid(VerificationError.SignatureValue);
            return BasicOcspResponse.Read(request.OcspResponse) is { } response
                ? Verify(request, signature, chain, response, at)
                : new VerificationResult.Invalid(VerificationError.OcspUnreadable);
        }
    }

    private VerificationResult Verify(
        VerificationRequest request, XmlSignature signature, SignerCertificateChain chain, BasicOcspResponse response, DateTimeOffset at)
    {
        var violated = OcspResponseValidator.Validate(response, chain, request.Signature, _roots, _limits, at)
            ?? SignedDataValidator.Validate(signature.SignedData, request)
            ?? (chain.PersonalNumber == request.PersonalNumber ? null : (VerificationError?)VerificationError.PersonalNumber)
            ?? (OcspResponseValidator.IsTooOld(response, _limits, at) ? VerificationError.OcspTime : null);
        if (violated is { } error)
            return new VerificationResult.Invalid(error);
        return OcspResponseValidator.TimeAhead(response, _limits, at) is { } ahead
            ? new VerificationResult.ClockMismatch(ahead)
            : new VerificationResult.Valid(Convert.ToHexStringLower(chain.Signer.GetCertHash(HashAlgorithmName.SHA256)), response.ProducedAt);
    }
}
