using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Hosting;

namespace AuthDemo.Journal.Protection;

/// <summary>Loads the certificate of <see cref="KeyCertificateOptions"/>.</summary>
internal static class KeyCertificate
{
    /// <summary>The certificate with its private key.</summary>
    /// <exception cref="CryptographicException">The file is not a PKCS #12 file, or the password is wrong.</exception>
    public static X509Certificate2 Load(IHostEnvironment environment, KeyCertificateOptions options) =>
        X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(environment.ContentRootPath, options.Path), options.Password);

    /// <summary>The RSA private key, the only kind that Data Protection supports; null when there is none.</summary>
    public static RSA? PrivateKey(X509Certificate2 certificate) => certificate.GetRSAPrivateKey();
}
