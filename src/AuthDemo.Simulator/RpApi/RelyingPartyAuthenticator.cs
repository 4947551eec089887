using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthDemo.Simulator.Certificates;
using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.RpApi;

/// <summary>Authenticates relying parties by client certificate: those that the simulator's own CA issued.
/// The TLS handshake accepts any certificate, because the real front end also refuses a wrong one at HTTP level only.</summary>
internal sealed class RelyingPartyAuthenticator(X509Certificate2 trustAnchor)
{
    private readonly ConcurrentDictionary<string, RelyingParty> _authenticated = new();

    public RelyingParty? Authenticate(X509Certificate2? certificate)
    {
        if (certificate is null)
            return null;
        var thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        if (_authenticated.TryGetValue(thumbprint, out var known))
            return known;
        if (!CertificateIssuer.IsIssuedTo(certificate, trustAnchor, CertificateIssuer.ClientAuthentication))
            return null;
        var party = new RelyingParty(
            thumbprint, certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), RelyingPartySubject.Format(certificate));
        return _authenticated.GetOrAdd(thumbprint, party);
    }
}
