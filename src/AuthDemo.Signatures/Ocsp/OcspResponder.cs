using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthDemo.Signatures.Certificates;

namespace AuthDemo.Signatures.Ocsp;

/// <summary>
/// Finds the certificate of the responder: issued for OCSP signing by the issuer of the signer's certificate
/// (RFC 6960 §4.2.2.2).
/// </summary>
internal static class OcspResponder
{
    private const string OcspSigning = "1.3.6.1.5.5.7.3.9";

    /// <summary>The responder's certificate, owned by the caller; null when the response contains none.</summary>
    public static X509Certificate2? Find(
        BasicOcspResponse response, SignerCertificateChain chain, X509Certificate2Collection roots, DateTimeOffset at)
    {
        foreach (var der in response.Certificates)
        {
            X509Certificate2? candidate = null;
            try
            {
                candidate = X509CertificateLoader.LoadCertificate(der);
                if (IsIdentified(candidate, response) && IsForOcspSigning(candidate)
                    && CertificatePath.FindIssuer(candidate, chain.Certificates, roots, at, OcspSigning) is { } issuer
                    && issuer.RawDataMemory.Span.SequenceEqual(chain.Issuer.RawDataMemory.Span))
                    return candidate;
            }
            // A malformed certificate is skipped. Its parts are decoded on access, so the exception may come from any line above.
            catch (CryptographicException)
            {
            }

            candidate?.Dispose();
        }

        return null;
    }

    private static bool IsIdentified(X509Certificate2 candidate, BasicOcspResponse response) => response.ResponderName is { } name
        ? candidate.SubjectName.RawData.AsSpan().SequenceEqual(name)
        : OcspHash.Sha1(candidate.PublicKey.EncodedKeyValue.RawData).AsSpan().SequenceEqual(response.ResponderKeyHash);

    // Checked here too: path building accepts a certificate without the extension for every purpose.
    private static bool IsForOcspSigning(X509Certificate2 candidate) => candidate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
        .Any(usage => usage.EnhancedKeyUsages.Cast<Oid>().Any(purpose => purpose.Value == OcspSigning));
}
