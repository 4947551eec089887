using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthDemo.Signatures.Certificates;
using AuthDemo.Signatures.Ocsp;
using AuthDemo.Signatures.Xml;

namespace AuthDemo.Signatures;

/// <summary>
/// Says whether the proof of a completed order holds (facts §1.4): the person's signature over exactly what we asked for, a
/// certificate under BankID's own root, and the issuer's word, given for this very signature, that the certificate was good.
/// Thread-safe; touches no network.
/// </summary>
/// <remarks>
/// Theory of operation. The order of the checks is the order of trust. The document is first held against the one shape that BankID
/// makes, so that the two signed parts can only be the ones that are read later; a part wrapped, moved or doubled has no place in
/// it. Then the digests tie these two parts to the signed information, the chain ties the signer's key to the root, and the
/// signature ties the signed information to that key. Only then is it asked what the text says. The OCSP response is held against
/// the same signer and issuer.
/// </remarks>
public sealed class SignatureVerifier
{
    private readonly X509Certificate2Collection _roots;
    private readonly OcspTimes _times;

    /// <summary>A verifier that trusts these roots and no store of the machine.</summary>
    /// <param name="roots">Self-signed BankID roots; at least one.</param>
    /// <param name="times">What counts as fresh.</param>
    public SignatureVerifier(IEnumerable<X509Certificate2> roots, OcspTimes? times = null)
    {
        _roots = [.. roots];
        ArgumentOutOfRangeException.ThrowIfZero(_roots.Count, nameof(roots));
        _times = times ?? new OcspTimes();
    }

    /// <summary>Verifies one proof.</summary>
    /// <param name="order">The proof and what it must prove.</param>
    /// <param name="at">When the order was found complete. To verify again years later, give that time, not the present one.</param>
    public Verification Verify(CompletedOrder order, DateTimeOffset at)
    {
        if (SignatureDocument.Read(order.Signature, out var refusal) is not { } document)
            return new Verification.Refused(refusal);
        if (document.CheckDigests() is { } altered)
            return new Verification.Refused(altered);
        if (SignerChain.Read(document.Certificates, _roots, at, out refusal) is not { } chain)
            return new Verification.Refused(refusal);
        using (chain)
        {
            if (!document.IsSignedBy(chain.Signer))
                return new Verification.Refused(Refusal.SignatureValue);
            if (OcspResponse.Read(order.OcspResponse) is not { } response)
                return new Verification.Refused(Refusal.OcspUnreadable);
            var broken = OcspRules.Check(response, chain, order.Signature, _roots, _times, at)
                ?? SignedContent.Check(document.SignedData, order)
                ?? (chain.PersonalNumber == order.PersonalNumber ? null : Refusal.PersonalNumber);
            return broken is { } reason
                ? new Verification.Refused(reason)
                : new Verification.Valid(
                    Convert.ToHexStringLower(chain.Signer.GetCertHash(HashAlgorithmName.SHA256)), response.ProducedAt);
        }
    }
}
