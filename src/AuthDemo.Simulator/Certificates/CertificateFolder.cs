using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AuthDemo.Simulator.Certificates;

/// <summary>
/// The certificates of one data folder: made when missing, used again when there. A leaf that the folder's CA did not issue, or
/// that ends within a month, is issued anew; the CA itself is never replaced, since clients trust it.
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

    /// <param name="hostName">A name it must have beside localhost, or null.</param>
    public X509Certificate2 Server(string? hostName)
    {
        var certificate = Leaf("server", CertificateIssuer.ServerAuthentication, () => CertificateIssuer.IssueServer(Authority, hostName));
        return hostName is null || certificate.MatchesHostname(hostName)
            ? certificate
            : Save(_folder, "server", CertificateIssuer.IssueServer(Authority, hostName));
    }

    /// <summary>The relying party's certificate; also written as PKCS #12 for clients that want one file.</summary>
    public X509Certificate2 RelyingParty(string name)
    {
        var certificate = Leaf("rp", CertificateIssuer.ClientAuthentication, () => CertificateIssuer.IssueClient(Authority, name));
        if (certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) != name)
            certificate = Save(_folder, "rp", CertificateIssuer.IssueClient(Authority, name));
        SecretFile.Write(PathOf("rp.p12"),
            certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, CertificateIssuer.Pkcs12Password));
        return certificate;
    }

    /// <summary>The certificate of that name as it is, or the one made now.</summary>
    public X509Certificate2 Keep(string name, Func<X509Certificate2> make) => Load(_folder, name) ?? Save(_folder, name, make());

    public string PathOf(string file) => Path.GetFullPath(Path.Combine(_folder, file));

    private X509Certificate2 Leaf(string name, string purpose, Func<X509Certificate2> issue)
    {
        var kept = Load(_folder, name);
        var usable = kept is not null && CertificateIssuer.IsIssuedTo(kept, Authority, purpose)
            && kept.NotAfter.ToUniversalTime() > DateTime.UtcNow + s_renewBefore;
        return usable ? kept! : Save(_folder, name, issue());
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
        using AsymmetricAlgorithm key = (AsymmetricAlgorithm?)certificate.GetECDsaPrivateKey() ?? certificate.GetRSAPrivateKey()!;
        SecretFile.Write(keyFile, System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem() + "\n");
        return certificate;
    }

    private static (string Certificate, string Key) Files(string folder, string name) =>
        (Path.Combine(folder, name + ".pem"), Path.Combine(folder, name + "-key.pem"));
}
