using System.Security.Cryptography.X509Certificates;
using AuthDemo.Simulator.Certificates;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Control;

/// <summary>Issues certificates to further relying parties.</summary>
internal sealed class CertificateCommands(X509Certificate2 authority) : IControlCommands
{
    public IReadOnlyDictionary<string, JsonCommand> Commands => new Dictionary<string, JsonCommand> { ["issue-certificate"] = Issue };

    /// <summary>Does nothing: issued certificates remain valid.</summary>
    public void Reset()
    {
    }

    private Func<(int, object)> Issue(RequestFields body)
    {
        var name = body.Text("name", 1, 64, required: true);
        var isEllipticCurve = body.Word("key", false, "rsa", "ec") is "ec";
        return () => JsonCommands.Ok(Issue(name!, isEllipticCurve ? KeyAlgorithm.Ecdsa : KeyAlgorithm.Rsa));
    }

    /// <summary>Certificate and key as PEM, and both as PKCS #12 in base64.</summary>
    private object Issue(string name, KeyAlgorithm algorithm)
    {
        using var issued = CertificateIssuer.IssueClient(authority, name, algorithm);
        return new
        {
            certificate = issued.ExportCertificatePem(),
            key = CertificateIssuer.ExportKeyPem(issued),
            pkcs12 = Convert.ToBase64String(CertificateIssuer.ExportPkcs12(issued)),
            pkcs12Password = CertificateIssuer.Pkcs12Password,
        };
    }
}
