using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Hosting;

namespace AuthDemo.Journal.Protection;

/// <summary>Loads what <see cref="KeyCertificateOptions"/> names.</summary>
internal static class KeyCertificate
{
    /// <summary>The certificate with its private key.</summary>
    /// <exception cref="CryptographicException">The file is none, or the password is wrong.</exception>
    public static X509Certificate2 Load(IHostEnvironment environment, KeyCertificateOptions options) =>
        X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(environment.ContentRootPath, options.Path), options.Password);

    /// <summary>The RSA private key; null when there is none: Data Protection cannot use another kind.</summary>
    public static RSA? PrivateKey(X509Certificate2 certificate) => certificate.GetRSAPrivateKey();
}
