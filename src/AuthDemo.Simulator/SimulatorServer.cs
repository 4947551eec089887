using System.Security.Cryptography.X509Certificates;
using AuthDemo.Simulator.Certificates;
using AuthDemo.Simulator.Control;
using AuthDemo.Simulator.Evidence;
using AuthDemo.Simulator.Faults;
using AuthDemo.Simulator.Lint;
using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Pages;
using AuthDemo.Simulator.Phone;
using AuthDemo.Simulator.RpApi;
using AuthDemo.Simulator.Scenarios;
using AuthDemo.Simulator.Time;

namespace AuthDemo.Simulator;

/// <summary>
/// A running simulator: the RP API over mutual TLS and the simulated phone over plain HTTP, both on 127.0.0.1 only.
/// Everything it knows is in this one object, so that any number of simulators can run side by side.
/// </summary>
public sealed class SimulatorServer : IAsyncDisposable
{
    private readonly WebApplication _rp;
    private readonly WebApplication _phone;
    private readonly Lazy<BankIdPki> _pki;
    private readonly OpenConnections _connections;

    private SimulatorServer(
        WebApplication rp, WebApplication phone, OpenConnections connections, CertificateFolder folder, X509Certificate2 rpCertificate,
        Lazy<BankIdPki> pki, LintReport lint)
    {
        (_rp, _phone, _connections, _pki, TrustAnchor, RpCertificate, Lint) = (rp, phone, connections, pki, folder.Authority, rpCertificate, lint);
        RpUrl = new Uri($"https://localhost:{Listener.PortOf(rp)}/rp/v6.0/");
        PhoneUrl = new Uri($"http://127.0.0.1:{Listener.PortOf(phone)}/");
    }

    /// <summary>Base address of the RP API.</summary>
    public Uri RpUrl { get; }

    /// <summary>Address of the phone's page; its API is below <c>/api/</c>.</summary>
    public Uri PhoneUrl { get; }

    /// <summary>The CA to trust when calling <see cref="RpUrl"/>.</summary>
    public X509Certificate2 TrustAnchor { get; }

    /// <summary>The client certificate issued to the relying party, with its private key.</summary>
    public X509Certificate2 RpCertificate { get; }

    /// <summary>Root of the CAs that issue the users' certificates: what to trust when verifying a signature or an OCSP response.
    /// Made, and written to <c>bankid-root.pem</c>, on first use here or by the first completed order.</summary>
    public X509Certificate2 BankIdRoot => _pki.Value.Root;

    /// <summary>
    /// How many connections to the RP API are open. When a relying party died, and this has come down to 0, whatever it had asked has
    /// been answered, though nobody reads it: a final result that it asked for is then gone for good.
    /// </summary>
    public int OpenConnections => _connections.Count;

    /// <summary>What clients have done wrong so far.</summary>
    internal LintReport Lint { get; }

    /// <summary>Starts both listeners and writes <c>simulator.json</c>. Throws <see cref="IOException"/> when a port is taken,
    /// <see cref="InvalidDataException"/> when the data folder holds a broken certificate, and <see cref="ArgumentException"/> when
    /// an option is wrong; its message names the option, its limit and what was given.</summary>
    public static async Task<SimulatorServer> StartAsync(SimulatorOptions options, CancellationToken cancellation = default)
    {
        SimulatorOptionsValidator.Validate(options);
        var folder = CertificateFolder.Open(options.DataFolder);
        var rpCertificate = folder.RelyingParty(options.RelyingPartyName);
        var pki = new Lazy<BankIdPki>(() => BankIdPki.Open(folder.Keep, keySet: ""));
        var clock = new SimulatorClock(options.TimeProvider);
        var lint = new LintBook(clock);
        var book = new OrderBook(clock, lint.NoteIfNotCollected);
        var identities = new Identities();
        var scenarios = new ScenarioDesk(identities);
        if (options.Scenario is { } name)
            scenarios.Set(Scenario.Find(name)!, holder: null, times: null);
        var faults = new FaultPlan();

        var evidence = new EvidenceMaker(pki);
        var operations = new RpOperations(new RpOrders(book, lint), scenarios, evidence, faults, lint);
        var endpoints = new RpEndpoints(operations, new RpCertificateGate(folder.Authority), faults, lint,
            options.LoggerFactory.CreateLogger<RpEndpoints>());
        var connections = new OpenConnections();
        var rp = Listener.Secure(options.RpPort, folder.Server(options.HostName), connections, options.LoggerFactory);
        rp.Run(endpoints.HandleAsync);

        var phone = Listener.Plain(options.PhonePort, options.LoggerFactory);
        phone.UseLoopbackHostsOnly();
        PageFiles.Map(phone);
        new PhoneApi(identities, new PhonePickUp(book, lint, options.ScanTolerance),
            new PhoneSteps(book, identities, options.ProcessingTime, evidence.GetReady)).Map(phone);
        var report = new LintReport(book, lint);
        new ControlApi(clock, book, identities, scenarios, faults, lint, report, new RpCertificates(folder.Authority)).Map(phone);

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
        var server = new SimulatorServer(rp, phone, connections, folder, rpCertificate, pki, report);
        ConnectionFile.Write(folder, server.RpUrl, server.PhoneUrl);
        return server;
    }

    /// <summary>Issues a certificate to one more relying party. The caller disposes it.</summary>
    /// <param name="displayName">What phones show for it.</param>
    public X509Certificate2 IssueRpCertificate(string displayName) => CertificateIssuer.IssueClient(TrustAnchor, displayName);

    /// <summary>A client certificate that no simulator accepts: some other CA issued it. The caller disposes it.</summary>
    public static X509Certificate2 CreateForeignCertificate()
    {
        using var stranger = CertificateIssuer.CreateAuthority("Another CA");
        return CertificateIssuer.IssueClient(stranger, "Stranger");
    }

    /// <summary>Stops listening; open connections end. Orders are gone, certificates stay in the data folder.</summary>
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
