using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthDemo.Simulator.Certificates;
using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.RpApi;

/// <summary>Decides which client certificates may use the RP API: those the simulator's own CA issued to relying parties.
/// The TLS handshake takes any certificate, because the real front end also refuses a wrong one at HTTP level only.</summary>
internal sealed class RpCertificateGate(X509Certificate2 trustAnchor)
{
    private readonly ConcurrentDictionary<string, RelyingParty> _admitted = new();

    public RelyingParty? Admit(X509Certificate2? certificate)
    {
        if (certificate is null)
            return null;
        var thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        if (_admitted.TryGetValue(thumbprint, out var known))
            return known;
        if (!CertificateIssuer.IsIssuedTo(certificate, trustAnchor, CertificateIssuer.ClientAuthentication))
            return null;
        var party = new RelyingParty(
            thumbprint, certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), RelyingPartySubject.Format(certificate));
        return _admitted.GetOrAdd(thumbprint, party);
    }
}
