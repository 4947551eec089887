using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using AuthDemo.Sessions.BankId;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.BankId;

/// <summary>
/// A simulator in a process of its own, found by its <c>simulator.json</c>. The file is read again when it changes; if it is missing
/// or incomplete, there is no simulator at the moment.
/// </summary>
internal sealed partial class ExternalSimulator(
    IOptions<SimulatorConnectionOptions> settings, IHostEnvironment host, ILogger<ExternalSimulator> logger) : ISimulator
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };
    private readonly string _path = Path.Combine(host.ContentRootPath, settings.Value.Connection!);
    private readonly Lock _lock = new();
    private DateTime _read;
    private Found? _found;

    public Uri? PhonePage => Read()?.Phone;

    public ValueTask<BankIdConnection?> CurrentAsync(CancellationToken cancellation = default) => new(Read()?.Connection);

    /// <summary>Next to the CA certificate; the simulator creates it with the first completed order.</summary>
    public ValueTask<X509Certificate2?> SigningRootAsync(CancellationToken cancellation = default)
    {
        var path = Read() is { } found ? Path.Combine(found.Folder, "bankid-root.pem") : null;
        return new(File.Exists(path) ? X509CertificateLoader.LoadCertificateFromFile(path) : null);
    }

    private Found? Read()
    {
        lock (_lock)
        {
            var written = File.GetLastWriteTimeUtc(_path); // a date in 1601 if the file does not exist
            if (_found is not null && written == _read)
                return _found;
            try
            {
                var file = JsonSerializer.Deserialize<ConnectionFile>(File.ReadAllBytes(_path), s_json)
                    ?? throw new JsonException("null is no simulator");
                _found = new(
                    new(new(file.Url), X509CertificateLoader.LoadCertificateFromFile(file.CaCertificate),
                        X509CertificateLoader.LoadPkcs12FromFile(file.ClientPkcs12, file.ClientPkcs12Password)),
                    new(file.PhoneUrl),
                    Path.GetDirectoryName(file.CaCertificate)!);
                _read = written;
            }
            catch (Exception unreadable) when (unreadable is IOException or JsonException or CryptographicException or UriFormatException)
            {
                LogUnreadable(logger, _path, unreadable.GetType().Name);
                _found = null;
            }

            return _found;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Simulator:Connection {Path} cannot be read ({Failure})")]
    private static partial void LogUnreadable(ILogger logger, string path, string failure);

    private sealed record Found(BankIdConnection Connection, Uri Phone, string Folder);

    private sealed record ConnectionFile(
        string Url, string PhoneUrl, string CaCertificate, string ClientPkcs12, string ClientPkcs12Password);
}
