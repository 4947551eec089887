using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace AuthDemo.TestKit;

/// <summary>HTTP over mutual TLS, as a relying party speaks it to BankID's RP API or to the simulator.</summary>
public static class RelyingPartyHttp
{
    /// <summary>A client that trusts this root only.</summary>
    /// <param name="address">The RP API.</param>
    /// <param name="trustAnchor">The root of the server's certificate.</param>
    /// <param name="certificate">The relying party's own; null for a client that presents none.</param>
    public static HttpClient Create(Uri address, X509Certificate2 trustAnchor, X509Certificate2? certificate)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(trustAnchor);
        var tls = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        if (certificate is not null)
            tls.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        return new HttpClient(new SocketsHttpHandler { SslOptions = tls }) { BaseAddress = address };
    }
}
