using System.Security.Cryptography.X509Certificates;
using AuthDemo.Simulator.Certificates;

namespace AuthDemo.Simulator.Control;

/// <summary>Issues certificates to further relying parties.</summary>
internal sealed class RpCertificates(X509Certificate2 authority)
{
    /// <summary>Certificate and key as PEM, and both as PKCS #12 in base64.</summary>
    public object IssuePem(string name)
    {
        using var issued = CertificateIssuer.IssueClient(authority, name);
        using var key = issued.GetECDsaPrivateKey()!;
        return new
        {
            certificate = issued.ExportCertificatePem(),
            key = key.ExportPkcs8PrivateKeyPem(),
            pkcs12 = Convert.ToBase64String(
                issued.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, CertificateIssuer.Pkcs12Password)),
            pkcs12Password = CertificateIssuer.Pkcs12Password,
        };
    }
}
