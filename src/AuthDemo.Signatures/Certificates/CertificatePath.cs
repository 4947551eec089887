using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AuthDemo.Signatures.Certificates;

/// <summary>
/// Path building by the framework (RFC 5280 §6), with our own roots only: no network, and none of the machine's certificate stores.
/// </summary>
internal static class CertificatePath
{
    // SHA-2 with RSA PKCS#1, RSA-PSS, ECDSA. SHA-1 has collisions, so an authority that signs with it can be imitated.
    private static readonly HashSet<string> s_acceptedSignatureAlgorithms =
    [
        "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13", "1.2.840.113549.1.1.10",
        "1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4",
    ];

    /// <summary>The issuer of the certificate; null when there is no path to a root.</summary>
    /// <param name="certificate">End of the path.</param>
    /// <param name="intermediates">Candidates for the certificates between it and a root.</param>
    /// <param name="roots">Self-signed; the only ones trusted.</param>
    /// <param name="at">When all must have been valid.</param>
    /// <param name="purpose">Extended key usage that the certificate must have; null for any.</param>
    public static X509Certificate2? FindIssuer(
        X509Certificate2 certificate, X509Certificate2Collection intermediates, X509Certificate2Collection roots, DateTimeOffset at,
        string? purpose = null)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(intermediates);
        // Revocation of the signer is decided by the OCSP response; BankID's authorities publish nothing else.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        if (purpose is not null)
            chain.ChainPolicy.ApplicationPolicy.Add(new Oid(purpose));
        if (!chain.Build(certificate) || chain.ChainElements.Count < 2)
            return null;
        var belowRoot = chain.ChainElements.SkipLast(1).Select(element => element.Certificate);
        return belowRoot.All(element => s_acceptedSignatureAlgorithms.Contains(element.SignatureAlgorithm.Value!))
            ? X509CertificateLoader.LoadCertificate(chain.ChainElements[1].Certificate.RawData)
            : null;
    }
}
