using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AuthDemo.Signatures.Certificates;

/// <summary>Path building (RFC 5280 §6) by the framework, under our own roots, without network and without the machine's stores.</summary>
internal static class TrustedChain
{
    // SHA-2 with RSA PKCS#1, RSA-PSS, ECDSA. A CA that still signs with SHA-1 can be imitated.
    private static readonly HashSet<string> s_accepted =
    [
        "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13", "1.2.840.113549.1.1.10",
        "1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4",
    ];

    /// <summary>The certificate's issuer, when there is a path to a root; null when there is none.</summary>
    /// <param name="certificate">End of the path.</param>
    /// <param name="between">Where certificates between it and a root are looked for.</param>
    /// <param name="roots">Self-signed; the only ones trusted.</param>
    /// <param name="at">When all must have been valid.</param>
    /// <param name="purpose">Extended key usage that the certificate must have; null for any.</param>
    public static X509Certificate2? IssuerOf(
        X509Certificate2 certificate, X509Certificate2Collection between, X509Certificate2Collection roots, DateTimeOffset at,
        string? purpose = null)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(between);
        // The OCSP response that came along says whether the signer's certificate was revoked; BankID's CAs publish no more.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        if (purpose is not null)
            chain.ChainPolicy.ApplicationPolicy.Add(new Oid(purpose));
        if (!chain.Build(certificate) || chain.ChainElements.Count < 2)
            return null;
        var belowRoot = chain.ChainElements.SkipLast(1).Select(element => element.Certificate);
        return belowRoot.All(element => s_accepted.Contains(element.SignatureAlgorithm.Value!))
            ? X509CertificateLoader.LoadCertificate(chain.ChainElements[1].Certificate.RawData)
            : null;
    }
}
