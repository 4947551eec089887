using System.Security.Cryptography.X509Certificates;
using AuthDemo.Sessions.BankId;
using AuthDemo.Simulator;
using AuthDemo.Web.Storage;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.BankId;

/// <summary>A simulator in this process, on loopback.</summary>
internal sealed partial class InProcessSimulator(
    IOptions<SimulatorConnectionOptions> settings, DataFolder data, TimeProvider time, ILoggerFactory loggers, ILogger<InProcessSimulator> logger)
    : ISimulator, IHostedService, IAsyncDisposable
{
    private SimulatorServer? _server;
    private BankIdConnection? _connection;

    public Uri? PhonePage => _server?.PhoneUrl;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _server = await SimulatorServer.StartAsync(
            new()
            {
                DataFolder = data.Sub("simulator"),
                RpPort = settings.Value.RpPort,
                PhonePort = settings.Value.PhonePort,
                TimeProvider = time,
                LoggerFactory = loggers,
            },
            cancellationToken);
        _connection = new(_server.RpUrl, _server.TrustAnchor, _server.RpCertificate);
        LogPhone(logger, _server.PhoneUrl);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask<BankIdConnection?> CurrentAsync(CancellationToken cancellation = default) => new(_connection);

    public ValueTask<X509Certificate2?> SigningRootAsync(CancellationToken cancellation = default) => new(_server?.BankIdRoot);

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "BankID is simulated; the simulated phone is at {Phone}")]
    private static partial void LogPhone(ILogger logger, Uri phone);
}
