using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthDemo.Signatures.Verification;

namespace AuthDemo.Signatures.Certificates;

/// <summary>The verified certificate of the signer and its issuer.</summary>
internal sealed class SignerCertificateChain : IDisposable
{
    private const string SerialNumberAttribute = "2.5.4.5";
    private const int MaxCertificates = 6;
    private const int MinKeyBits = 2048;

    private SignerCertificateChain(X509Certificate2Collection certificates, X509Certificate2 issuer) =>
        (Certificates, Issuer, PersonalNumber) = (certificates, issuer, FindPersonalNumber(certificates[0]));

    public X509Certificate2 Signer => Certificates[0];

    /// <summary>The customer CA: issuer of the signer's certificate and of the OCSP responder's.</summary>
    public X509Certificate2 Issuer { get; }

    /// <summary>All certificates of the signature.</summary>
    public X509Certificate2Collection Certificates { get; }

    /// <summary>The <c>serialNumber</c> of the signer's subject; null when there is not exactly one.</summary>
    public string? PersonalNumber { get; }

    /// <param name="certificates">DER, the signer's first.</param>
    /// <param name="roots">The only ones trusted.</param>
    /// <param name="at">When all of them must have been valid.</param>
    /// <param name="error">Why the result is null.</param>
    public static SignerCertificateChain? Read(
        IReadOnlyList<byte[]> certificates, X509Certificate2Collection roots, DateTimeOffset at, out VerificationError error)
    {
        error = VerificationError.SignerCertificate;
        if (certificates.Count > MaxCertificates)
            return null;
        X509Certificate2Collection loaded = [];
        try
        {
            foreach (var certificate in certificates)
                loaded.Add(X509CertificateLoader.LoadCertificate(certificate));
            if (!MaySign(loaded[0]))
                return null;
            error = VerificationError.ChainUntrusted;
            return CertificatePath.FindIssuer(loaded[0], loaded, roots, at) is { } issuer
                ? new SignerCertificateChain(loaded, issuer)
                : null;
        }
        // The parts of a certificate are decoded on access, so a malformed one may fail at any line above.
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string? FindPersonalNumber(X509Certificate2 signer)
    {
        string?[] numbers = [.. signer.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(name => !name.HasMultipleElements && name.GetSingleElementType().Value == SerialNumberAttribute)
            .Select(name => name.GetSingleElementValue())];
        return numbers is [var only] ? only : null;
    }

    private static bool MaySign(X509Certificate2 signer)
    {
        using var key = signer.GetRSAPublicKey();
        return key is { KeySize: >= MinKeyBits }
            && !signer.Extensions.OfType<X509BasicConstraintsExtension>().Any(basic => basic.CertificateAuthority)
            && signer.Extensions.OfType<X509KeyUsageExtension>().All(usage =>
                (usage.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) != 0);
    }

    public void Dispose()
    {
        Issuer.Dispose();
        foreach (var certificate in Certificates)
            certificate.Dispose();
    }
}
