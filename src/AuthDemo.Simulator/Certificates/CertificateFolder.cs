using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AuthDemo.Simulator.Certificates;

/// <summary>
/// The certificates of one data folder: created when missing, otherwise reused. A leaf that the folder's CA did not issue, or that
/// expires within a month, is issued again; the CA itself is never replaced, because clients trust it.
/// </summary>
internal sealed class CertificateFolder
{
    private static readonly TimeSpan s_renewBefore = TimeSpan.FromDays(30);

    private readonly string _folder;

    private CertificateFolder(string folder, X509Certificate2 authority)
    {
        _folder = folder;
        Authority = authority;
    }

    public X509Certificate2 Authority { get; }

    public static CertificateFolder Open(string folder)
    {
        Directory.CreateDirectory(folder);
        var authority = Load(folder, "ca") ?? Save(folder, "ca", CertificateIssuer.CreateAuthority("AuthDemo simulator CA"));
        return new CertificateFolder(folder, authority);
    }

    /// <param name="hostName">A name that it must have in addition to localhost, or null.</param>
    public X509Certificate2 Server(string? hostName)
    {
        var certificate = Leaf("server", CertificateIssuer.ServerAuthentication, () => CertificateIssuer.IssueServer(Authority, hostName));
        return hostName is null || certificate.MatchesHostname(hostName)
            ? certificate
            : Save(_folder, "server", CertificateIssuer.IssueServer(Authority, hostName));
    }

    /// <summary>The relying party's certificate, also as PKCS #12 for clients that need one file.</summary>
    public X509Certificate2 RelyingParty(string name)
    {
        var certificate = RelyingParty("rp", name, KeyAlgorithm.Rsa);
        SecretFile.Write(PathOf("rp.p12"), CertificateIssuer.ExportPkcs12(certificate));
        RelyingParty("rp-ec", name, KeyAlgorithm.Ecdsa).Dispose();
        return certificate;
    }

    /// <summary>The stored certificate of that name, or the one created now.</summary>
    public X509Certificate2 GetOrCreate(string name, Func<X509Certificate2> create) => Load(_folder, name) ?? Save(_folder, name, create());

    public string PathOf(string file) => Path.GetFullPath(Path.Combine(_folder, file));

    private X509Certificate2 RelyingParty(string file, string name, KeyAlgorithm algorithm)
    {
        var certificate = Leaf(file, CertificateIssuer.ClientAuthentication, Issue);
        var matches = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) == name
            && (certificate.GetRSAPublicKey() is not null) == (algorithm is KeyAlgorithm.Rsa);
        return matches ? certificate : Save(_folder, file, Issue());

        X509Certificate2 Issue() => CertificateIssuer.IssueClient(Authority, name, algorithm);
    }

    private X509Certificate2 Leaf(string name, string purpose, Func<X509Certificate2> issue)
    {
        var stored = Load(_folder, name);
        var usable = stored is not null && CertificateIssuer.IsIssuedTo(stored, Authority, purpose)
            && stored.NotAfter.ToUniversalTime() > DateTime.UtcNow + s_renewBefore;
        return usable ? stored! : Save(_folder, name, issue());
    }

    private static X509Certificate2? Load(string folder, string name)
    {
        var (certificate, key) = Files(folder, name);
        if (!File.Exists(certificate) || !File.Exists(key))
            return null;
        try
        {
            using var loaded = X509Certificate2.CreateFromPemFile(certificate, key);
            return X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
        }
        catch (CryptographicException e)
        {
            throw new InvalidDataException($"{certificate} and {key} are not a certificate and its key: repair or delete them.", e);
        }
    }

    private static X509Certificate2 Save(string folder, string name, X509Certificate2 certificate)
    {
        var (certificateFile, keyFile) = Files(folder, name);
        SecretFile.Write(keyFile, System.Text.Encoding.ASCII.GetBytes(CertificateIssuer.ExportKeyPem(certificate) + "\n"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem() + "\n");
        return certificate;
    }

    private static (string Certificate, string Key) Files(string folder, string name) =>
        (Path.Combine(folder, name + ".pem"), Path.Combine(folder, name + "-key.pem"));
}
