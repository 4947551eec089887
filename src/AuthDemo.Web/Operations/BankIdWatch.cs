using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthDemo.Sessions.BankId;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Operations;

/// <summary>
/// Watches the requests this process makes to BankID, by the platform's own meter of HTTP requests: any answer means that BankID was
/// reached, none that it was not. Nothing is asked of BankID for the sake of watching.
/// </summary>
internal sealed class BankIdWatch : IBankIdStatus, IDisposable
{
    private static readonly string[] s_published = ["appapi2.bankid.com", "appapi2.test.bankid.com"];
    private static readonly string[] s_loopback = ["localhost", "127.0.0.1"];

    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly BankIdOptions _options;
    private readonly IHostEnvironment _host;
    private readonly IBankIdConnectionSource? _simulator;
    private readonly TimeProvider _time;
    private readonly string[] _servers;
    private readonly Lazy<DateTimeOffset?> _configuredExpiry;
    private (bool IsReachable, DateTimeOffset Since)? _seen;

    public BankIdWatch(IOptions<BankIdOptions> options, IHostEnvironment host, TimeProvider time, IBankIdConnectionSource? simulator = null)
    {
        (_options, _host, _simulator, _time) = (options.Value, host, simulator, time);
        _servers = IsSimulated ? s_loopback : s_published;
        _configuredExpiry = new(ConfiguredExpiry);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Name: "http.client.request.duration", Meter.Name: "System.Net.Http" })
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Note(tags));
        _listener.Start();
    }

    private bool IsSimulated => _options.Environment is null or BankIdEnvironment.Simulator;

    public async ValueTask<BankIdStatus> PresentAsync(CancellationToken cancellation = default)
    {
        var connection = IsSimulated && _simulator is not null ? await _simulator.CurrentAsync(cancellation) : null;
        var expires = connection is not null ? connection.ClientCertificate.NotAfter : _configuredExpiry.Value;
        lock (_lock)
            return new(IsSimulated, _seen?.IsReachable, _seen?.Since, expires);
    }

    public void Dispose() => _listener.Dispose();

    private void Note(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string? server = null, scheme = null;
        var isAnswered = false;
        foreach (var (name, value) in tags)
        {
            switch (name)
            {
                case "server.address": server = value as string; break;
                case "url.scheme": scheme = value as string; break;
                case "http.response.status_code": isAnswered = true; break;
            }
        }

        if (scheme != "https" || !_servers.Contains(server))
            return;
        lock (_lock)
        {
            if (_seen?.IsReachable != isAnswered)
                _seen = (isAnswered, _time.GetUtcNow());
        }
    }

    private DateTimeOffset? ConfiguredExpiry()
    {
        var given = _options.ClientCertificate;
        if (IsSimulated || given.Path is not { Length: > 0 } relative)
            return null;
        try
        {
            var path = Path.Combine(_host.ContentRootPath, relative);
            using var certificate = given.KeyPath is { Length: > 0 }
                ? X509CertificateLoader.LoadCertificateFromFile(path)
                : X509CertificateLoader.LoadPkcs12FromFile(path, given.Password, X509KeyStorageFlags.EphemeralKeySet);
            return certificate.NotAfter;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException)
        {
            // The sessions validated the file at start; it was taken away since.
            return null;
        }
    }
}
