using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace AuthDemo.Sessions.BankId;

/// <summary>
/// The pooled HTTP client of one connection. Redirects, cookies, proxies, decompression and trace headers are
/// off. It is created without the client factory, whose handlers log addresses.
/// </summary>
internal static class BankIdClient
{
    // TLS below 1.2 must not be used even if the machine's policy allows it (facts S25).
#pragma warning disable CA5398
    private const SslProtocols Tls12AndLater = SslProtocols.Tls12 | SslProtocols.Tls13;
#pragma warning restore CA5398

    public static HttpClient Create(BankIdConnection connection, BankIdOptions options) =>
        new(CreateHandler(connection, options), disposeHandler: true)
        {
            BaseAddress = connection.BaseAddress,
            DefaultRequestVersion = HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            // Each request has a time-out of its own.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = options.MaxResponseBytes,
        };

    internal static SocketsHttpHandler CreateHandler(BankIdConnection connection, BankIdOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = options.ConnectTimeout,
        // DNS may point to another address later. An idle connection is closed before a server or firewall closes it during a request.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        SslOptions = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = Tls12AndLater,
            ClientCertificateContext = SslStreamCertificateContext.Create(
                connection.ClientCertificate, connection.Intermediates, offline: true),
            CertificateChainPolicy = PinnedTo(connection.TrustAnchor),
        },
    };

    // BankID's roots publish no revocation list that a relying party must check; trust is in the pinned root.
    private static X509ChainPolicy PinnedTo(X509Certificate2 anchor)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(anchor);
        policy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.1"));
        return policy;
    }
}
