using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AuthDemo.Signatures.Certificates;

namespace AuthDemo.Signatures.Ocsp;

/// <summary>The rules an OCSP response must keep (RFC 6960 §3.2, and the nonce of facts §1.4).</summary>
internal static class OcspRules
{
    private const string OcspSigning = "1.3.6.1.5.5.7.3.9";
    private const int NonceRandomBytes = 12;

    /// <summary>The first rule that is broken; null when all are kept.</summary>
    public static Refusal? Check(
        OcspResponse response, SignerChain chain, string signature, X509Certificate2Collection roots, OcspTimes times, DateTimeOffset at)
    {
        using var responder = FindResponder(response, chain, roots, at);
        if (responder is null)
            return Refusal.OcspResponder;
        if (!IsSigned(response, responder))
            return Refusal.OcspSignature;
        if (!IsAbout(response.Answer, chain))
            return Refusal.OcspOtherCertificate;
        if (!IsFor(response.Nonce, signature))
            return Refusal.OcspNonce;
        if (!IsFresh(response, times, at))
            return Refusal.OcspTime;
        return response.Answer.IsGood ? null : Refusal.OcspStatus;
    }

    // The responder must have the signer's own issuer, and must have been appointed by it (RFC 6960 §4.2.2.2).
    private static X509Certificate2? FindResponder(
        OcspResponse response, SignerChain chain, X509Certificate2Collection roots, DateTimeOffset at)
    {
        foreach (var der in response.Certificates)
        {
            X509Certificate2? candidate = null;
            try
            {
                candidate = X509CertificateLoader.LoadCertificate(der);
                if (IsNamed(candidate, response) && IsAppointed(candidate)
                    && TrustedChain.IssuerOf(candidate, chain.Given, roots, at, OcspSigning) is { } issuer
                    && issuer.RawDataMemory.Span.SequenceEqual(chain.Issuer.RawDataMemory.Span))
                    return candidate;
            }
            // A broken certificate is no responder. It may show itself late: its parts are read when they are asked for.
            catch (CryptographicException)
            {
            }

            candidate?.Dispose();
        }

        return null;
    }

    private static bool IsNamed(X509Certificate2 candidate, OcspResponse response) => response.ResponderName is { } name
        ? candidate.SubjectName.RawData.AsSpan().SequenceEqual(name)
        : Hash(HashAlgorithmName.SHA1, candidate.PublicKey.EncodedKeyValue.RawData).AsSpan().SequenceEqual(response.ResponderKeyHash);

    // Asked for here as well: to path building, a certificate without the extension is good for everything.
    private static bool IsAppointed(X509Certificate2 candidate) => candidate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
        .Any(usage => usage.EnhancedKeyUsages.Cast<Oid>().Any(purpose => purpose.Value == OcspSigning));

    private static bool IsSigned(OcspResponse response, X509Certificate2 responder)
    {
        using var key = responder.GetRSAPublicKey();
        HashAlgorithmName? hash = response.SignatureAlgorithm switch
        {
            "1.2.840.113549.1.1.11" => HashAlgorithmName.SHA256,
            "1.2.840.113549.1.1.12" => HashAlgorithmName.SHA384,
            "1.2.840.113549.1.1.13" => HashAlgorithmName.SHA512,
            _ => null,
        };
        return key is not null && hash is { } name && key.VerifyData(response.SignedBytes, response.Signature, name, RSASignaturePadding.Pkcs1);
    }

    private static bool IsAbout(SingleAnswer answer, SignerChain chain)
    {
        HashAlgorithmName? hash = answer.HashAlgorithm switch
        {
            "1.3.14.3.2.26" => HashAlgorithmName.SHA1,
            "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
            _ => null,
        };
        return hash is { } name
            && Hash(name, chain.Issuer.SubjectName.RawData).AsSpan().SequenceEqual(answer.IssuerNameHash)
            && Hash(name, chain.Issuer.PublicKey.EncodedKeyValue.RawData).AsSpan().SequenceEqual(answer.IssuerKeyHash)
            && chain.Signer.SerialNumberBytes.Span.SequenceEqual(answer.SerialNumber);
    }

    private static bool IsFor(byte[]? nonce, string signature)
    {
        var expected = Hash(HashAlgorithmName.SHA1, Encoding.UTF8.GetBytes(signature));
        return nonce is not null && nonce.Length == expected.Length + NonceRandomBytes && nonce.AsSpan().StartsWith(expected);
    }

    private static bool IsFresh(OcspResponse response, OcspTimes times, DateTimeOffset at) =>
        response.ProducedAt >= at - times.MaxAge - times.ClockSkew
        && response.ProducedAt <= at + times.ClockSkew
        && response.Answer.ThisUpdate <= response.ProducedAt + times.ClockSkew
        && (response.Answer.NextUpdate is not { } next || next >= response.ProducedAt - times.ClockSkew);

    // SHA-1 is BankID's and RFC 6960's rule here; the response as a whole is under a SHA-2 signature.
#pragma warning disable CA5350
    private static byte[] Hash(HashAlgorithmName name, byte[] data) =>
        name == HashAlgorithmName.SHA1 ? SHA1.HashData(data) : SHA256.HashData(data);
#pragma warning restore CA5350
}
