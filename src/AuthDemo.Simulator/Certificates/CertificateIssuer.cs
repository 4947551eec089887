using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AuthDemo.Simulator.Certificates;

/// <summary>Issues the TLS certificates. CA and server are ECDSA P-256; relying parties choose. Valid by the machine's clock.</summary>
internal static class CertificateIssuer
{
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>Password of every PKCS #12 file: that of BankID's own test certificate.</summary>
    public const string Pkcs12Password = "qwerty123";

    public static X509Certificate2 CreateAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Name(name), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
    }

    /// <param name="hostName">A name beside localhost, or null.</param>
    public static X509Certificate2 IssueServer(X509Certificate2 authority, string? hostName)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        if (hostName is not null)
            names.AddDnsName(hostName);
        names.AddIpAddress(IPAddress.Loopback);
        return IssueEcdsa(authority, "localhost", ServerAuthentication, names.Build());
    }

    public static X509Certificate2 IssueClient(X509Certificate2 authority, string name, KeyAlgorithm algorithm) => algorithm switch
    {
        KeyAlgorithm.Rsa => IssueRsaClient(authority, name),
        KeyAlgorithm.Ecdsa => IssueEcdsa(authority, name, ClientAuthentication),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "unknown algorithm"),
    };

    public static byte[] ExportPkcs12(X509Certificate2 certificate) =>
        certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, Pkcs12Password);

    /// <summary>The private key as PKCS #8 in PEM.</summary>
    public static string ExportKeyPem(X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm key = (AsymmetricAlgorithm?)certificate.GetECDsaPrivateKey() ?? certificate.GetRSAPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>Whether <paramref name="authority"/> issued the certificate for the purpose and it is valid now.</summary>
    public static bool IsIssuedTo(X509Certificate2 certificate, X509Certificate2 authority, string purpose)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(purpose));
        return chain.Build(certificate);
    }

    private static X509Certificate2 IssueEcdsa(
        X509Certificate2 authority, string name, string purpose, X509Extension? alternativeNames = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Name(name), key, HashAlgorithmName.SHA256);
        using var issued = Issue(authority, request, purpose, alternativeNames);
        return Reload(issued.CopyWithPrivateKey(key));
    }

    private static X509Certificate2 IssueRsaClient(X509Certificate2 authority, string name)
    {
        using var key = RsaKeyCache.Rsa("relying party " + name);
        var request = new CertificateRequest(Name(name), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var issued = Issue(authority, request, ClientAuthentication, alternativeNames: null);
        return Reload(issued.CopyWithPrivateKey(key));
    }

    private static X509Certificate2 Issue(
        X509Certificate2 authority, CertificateRequest request, string purpose, X509Extension? alternativeNames)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        if (alternativeNames is not null)
            request.CertificateExtensions.Add(alternativeNames);
        var now = DateTimeOffset.UtcNow;
        using var key = authority.GetECDsaPrivateKey()!;
        return request.Create(
            authority.SubjectName, X509SignatureGenerator.CreateForECDsa(key), now.AddDays(-1), now.AddYears(2), RandomNumberGenerator.GetBytes(16));
    }

    /// <summary>Loads the certificate through PKCS #12: Windows' TLS cannot use a key that exists in memory only.</summary>
    private static X509Certificate2 Reload(X509Certificate2 withKey)
    {
        using (withKey)
            return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }

    private static X500DistinguishedName Name(string commonName)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(commonName);
        name.AddOrganizationName("AuthDemo simulator");
        return name.Build();
    }
}
