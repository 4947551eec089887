using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace AuthDemo.Journal.Protection;

/// <summary>
/// Rejects new keys while the key ring holds a key that the configured certificates cannot decrypt. Data Protection would otherwise
/// generate one, in clear text or for the wrong certificate, and use it from then on.
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

/// <summary>The certificates of <c>Journal:KeyCertificate</c>, by thumbprint: the current one and its predecessors.</summary>
internal sealed class KeyCertificates(IEnumerable<X509Certificate2> certificates)
{
    private static readonly XName s_certificate = XName.Get("X509Certificate", "http://www.w3.org/2000/09/xmldsig#");

    private readonly HashSet<string> _thumbprints = [.. certificates.Select(certificate => certificate.Thumbprint)];

    /// <summary>The key ring's element is not encrypted, or is encrypted for one of the certificates.</summary>
    public bool CanOpen(XElement element) => element.Descendants(s_certificate).All(named =>
    {
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(named.Value));
        return _thumbprints.Contains(certificate.Thumbprint);
    });
}

/// <summary>The key ring is protected with a certificate that is not configured.</summary>
internal sealed class JournalKeysLockedException()
    : Exception("The journal's keys are protected with a certificate that Journal:KeyCertificate names neither as the current one nor under Previous.");
