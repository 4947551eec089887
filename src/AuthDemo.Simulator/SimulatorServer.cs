using System.Security.Cryptography.X509Certificates;
using AuthDemo.Simulator.Certificates;
using AuthDemo.Simulator.Evidence;
using AuthDemo.Simulator.Lint;
using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator;

/// <summary>
/// A running simulator: the RP API over mutual TLS and the simulated phone over plain HTTP, both on 127.0.0.1 only. All state is in
/// this object, so that any number of simulators can run side by side.
/// </summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly WebApplication _rp;
    private readonly WebApplication _phone;
    private readonly Lazy<BankIdPki> _pki;
    private readonly ConnectionCounter _connections;

    internal SimulatorServer(
        WebApplication rp, WebApplication phone, ConnectionCounter connections, X509Certificate2 trustAnchor, X509Certificate2 rpCertificate,
        Lazy<BankIdPki> pki, LintReport lint)
    {
        (_rp, _phone, _connections, _pki) = (rp, phone, connections, pki);
        (TrustAnchor, RpCertificate, Lint) = (trustAnchor, rpCertificate, lint);
        RpUrl = new Uri($"https://localhost:{ListenerFactory.PortOf(rp)}/rp/v6.0/");
        PhoneUrl = new Uri($"http://127.0.0.1:{ListenerFactory.PortOf(phone)}/");
    }

    /// <summary>Base address of the RP API.</summary>
    public Uri RpUrl { get; }

    /// <summary>Address of the phone's page; its API is below <c>/api/</c>.</summary>
    public Uri PhoneUrl { get; }

    /// <summary>Address of the control page.</summary>
    public Uri ControlUrl => new(PhoneUrl, "control");

    /// <summary>The CA to trust when calling <see cref="RpUrl"/>.</summary>
    public X509Certificate2 TrustAnchor { get; }

    /// <summary>The client certificate issued to the relying party (RSA 2048), with its private key.</summary>
    public X509Certificate2 RpCertificate { get; }

    /// <summary>Root of the CAs that issue the users' certificates: the trust anchor of signatures and OCSP responses.
    /// Created, and written to <c>bankid-root.pem</c>, on first use here or by the first completed order.</summary>
    public X509Certificate2 BankIdRoot => _pki.Value.Root;

    /// <summary>
    /// Number of open connections to the RP API. After a relying party was killed, 0 means that all its requests have been processed,
    /// although nobody reads the responses: a final result that it had asked for is then gone.
    /// </summary>
    public int OpenConnections => _connections.Count;

    /// <summary>What clients have done wrong so far.</summary>
    internal LintReport Lint { get; }

    /// <summary>Starts both listeners and writes <c>simulator.json</c>. Throws <see cref="IOException"/> when a port is taken,
    /// <see cref="InvalidDataException"/> when the data folder has a broken certificate, and <see cref="ArgumentException"/> when
    /// an option is invalid; its message names the option, its limit and what was given.</summary>
    public static async Task<SimulatorServer> StartAsync(SimulatorOptions options, CancellationToken cancellation = default)
    {
        SimulatorOptionsValidator.Validate(options);
        var folder = CertificateFolder.Open(options.DataFolder);
        var parts = new SimulatorParts(options, folder);
        var rp = parts.CreateRpApi();
        var phone = parts.CreatePhone();
        try
        {
            await rp.StartAsync(cancellation);
            await phone.StartAsync(cancellation);
        }
        catch
        {
            await rp.DisposeAsync();
            await phone.DisposeAsync();
            throw;
        }
        var server = new SimulatorServer(
            rp, phone, parts.Connections, folder.Authority, folder.RelyingParty(options.RelyingPartyName), parts.Pki, parts.Lint);
        ConnectionFile.Write(folder, server.RpUrl, server.PhoneUrl);
        return server;
    }

    /// <summary>Issues a certificate to another relying party. The caller disposes it.</summary>
    /// <param name="displayName">The name that phones show.</param>
    public X509Certificate2 IssueRpCertificate(string displayName) =>
        CertificateIssuer.IssueClient(TrustAnchor, displayName, KeyAlgorithm.Rsa);

    /// <summary>A client certificate that no simulator accepts, because another CA issued it. The caller disposes it.</summary>
    public static X509Certificate2 CreateForeignCertificate()
    {
        using var authority = CertificateIssuer.CreateAuthority("Another CA");
        return CertificateIssuer.IssueClient(authority, "Stranger", KeyAlgorithm.Rsa);
    }

    /// <summary>Stops listening and closes connections. Orders are lost, certificates stay in the data folder.</summary>
    public async Task StopAsync(CancellationToken cancellation = default)
    {
        await _rp.StopAsync(cancellation);
        await _phone.StopAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _rp.DisposeAsync();
        await _phone.DisposeAsync();
    }
}
