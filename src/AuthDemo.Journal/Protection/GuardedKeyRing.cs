using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace AuthDemo.Journal.Protection;

/// <summary>
/// The key ring takes no new key as long as it holds one that the configured certificates cannot open: Data Protection would make one
/// by itself, in the clear or for the wrong certificate, and use it from then on.
/// </summary>
internal sealed class GuardedKeyRing(IXmlRepository inner, KeyCertificates certificates) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => inner.GetAllElements();

    public void StoreElement(XElement element, string friendlyName)
    {
        if (!GetAllElements().All(certificates.CanOpen))
            throw new JournalKeysLockedException();
        inner.StoreElement(element, friendlyName);
    }
}

/// <summary>The certificates at <c>Journal:KeyCertificate</c>, by thumbprint: the present one and those before it.</summary>
internal sealed class KeyCertificates(IEnumerable<X509Certificate2> certificates)
{
    private static readonly XName s_certificate = XName.Get("X509Certificate", "http://www.w3.org/2000/09/xmldsig#");

    private readonly HashSet<string> _thumbprints = [.. certificates.Select(certificate => certificate.Thumbprint)];

    /// <summary>An element of the key ring is in the clear, or was encrypted for one of the certificates.</summary>
    public bool CanOpen(XElement element) => element.Descendants(s_certificate).All(named =>
    {
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(named.Value));
        return _thumbprints.Contains(certificate.Thumbprint);
    });
}

/// <summary>The key ring was protected with another certificate than those configured.</summary>
internal sealed class JournalKeysLockedException()
    : Exception("The journal's keys are protected by a certificate that Journal:KeyCertificate does not name, neither as the present one nor under Previous.");
