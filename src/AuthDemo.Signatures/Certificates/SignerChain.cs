using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AuthDemo.Signatures.Certificates;

/// <summary>The signer's certificate, its issuer, and the rest of the way to a trusted root, verified.</summary>
internal sealed class SignerChain : IDisposable
{
    private const string SerialNumberAttribute = "2.5.4.5";
    private const int MaxCertificates = 6;
    private const int MinKeyBits = 2048;
    private readonly X509Certificate2Collection _given;

    private SignerChain(X509Certificate2Collection given, X509Certificate2 issuer, string? personalNumber) =>
        (_given, Issuer, PersonalNumber) = (given, issuer, personalNumber);

    public X509Certificate2 Signer => _given[0];

    /// <summary>The customer CA: issuer of the signer and of the OCSP responder.</summary>
    public X509Certificate2 Issuer { get; }

    /// <summary>All that came with the signature.</summary>
    public X509Certificate2Collection Given => _given;

    /// <summary>The <c>serialNumber</c> of the signer's subject; null when there is not exactly one.</summary>
    public string? PersonalNumber { get; }

    /// <param name="certificates">DER, the signer's first.</param>
    /// <param name="roots">The only ones trusted.</param>
    /// <param name="at">When all of them must have been valid.</param>
    /// <param name="refusal">Why there is no chain.</param>
    public static SignerChain? Read(
        IReadOnlyList<byte[]> certificates, X509Certificate2Collection roots, DateTimeOffset at, out Refusal refusal)
    {
        refusal = Refusal.SignerCertificate;
        if (certificates.Count > MaxCertificates)
            return null;
        X509Certificate2Collection given = [];
        try
        {
            foreach (var certificate in certificates)
                given.Add(X509CertificateLoader.LoadCertificate(certificate));
            if (!IsFitToSign(given[0]))
                return null;
            refusal = Refusal.ChainUntrusted;
            return TrustedChain.IssuerOf(given[0], given, roots, at) is { } issuer
                ? new SignerChain(given, issuer, FindPersonalNumber(given[0]))
                : null;
        }
        // Parts of a certificate are read when they are asked for, so a broken one may show itself late.
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

    private static bool IsFitToSign(X509Certificate2 signer)
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
        foreach (var certificate in _given)
            certificate.Dispose();
    }
}
