using System.Security.Cryptography.X509Certificates;
using AuthDemo.Sessions;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Operators;
using AuthDemo.Simulator;
using AuthDemo.Simulator.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Flows.Tests.Arrange;

/// <summary>
/// Auth sessions with the real protocol module in embedded Python and the simulator over mutual TLS, used through public types only.
/// The service and the simulator share one clock, which the test sets.
/// </summary>
public sealed class Service : IAsyncLifetime
{
    /// <summary>The personal number of Elsa, the default user of the phone.</summary>
    public const string PersonalNumber = "198507099821";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _settings = new()
    {
        ["BankId:VerifySignatures"] = "Block", ["Sessions:Policies:IpMismatch"] = "Block",
    };

    private SimulatorServer _simulator = null!;
    private IHost _host = null!;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public IAuthSessions Sessions => _host.Services.GetRequiredService<IAuthSessions>();

    public IOperatorSessions Operators => _host.Services.GetRequiredService<IOperatorSessions>();

    public MemoryJournal Journal => _host.Services.GetRequiredService<MemoryJournal>();

    internal ObservedJournal Observed => (ObservedJournal)_host.Services.GetRequiredService<ISessionJournal>();

    /// <summary>The simulator's users, phones and orders.</summary>
    public SimulatorClient BankId { get; private set; } = null!;

    /// <summary>A root that the service trusts instead of the simulator's; null for the simulator's.</summary>
    public X509Certificate2? OtherRoot { get; init; }

    /// <summary>The certificate whose name the service expects in a proof, in place of its own; null for that.</summary>
    public X509Certificate2? OtherRelyingParty { get; init; }

    /// <summary>How far BankID's clock is ahead of the service's.</summary>
    public TimeSpan BankIdAhead { get; init; }

    internal LogCapture Logs { get; } = new();

    /// <summary>Whether reading the root fails.</summary>
    public bool RootIsBroken { get; init; }

    /// <summary>Scans a QR code or follows a launch link with a person's phone; returns the phone.</summary>
    public async Task<Phone> OpenAppAsync(string codeOrLink, string holder = "elsa", string? ipAddress = null)
    {
        var phone = BankId.Phone(holder);
        phone.IpAddress = ipAddress;
        await (codeOrLink.StartsWith("bankid.", StringComparison.Ordinal) ? phone.ScanAsync(codeOrLink) : phone.OpenAsync(codeOrLink));
        return phone;
    }

    public void Set(string key, string value) => _settings[key] = value;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorServer.StartAsync(new SimulatorOptions { DataFolder = _folder.FullName, TimeProvider = new ShiftedClock(Clock, BankIdAhead) });
        BankId = new SimulatorClient(_simulator.PhoneUrl);
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development, ContentRootPath = Repository.Root });
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.Logging.AddProvider(Logs);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton(SharedPython.Host);
        builder.Services.AddSingleton<IBankIdConnectionSource>(new Source(this));
        builder.Services.AddSingleton<MemoryJournal>();
        builder.Services.AddSingleton<ISessionJournal, ObservedJournal>();
        builder.AddAuthSessions();
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        BankId.Dispose();
        await _simulator.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class Source(Service service) : IBankIdConnectionSource
    {
        private volatile bool _isVerifying;

        // A proof is verified after the last request, and the root is read first.
        public ValueTask<BankIdConnection?> CurrentAsync(CancellationToken cancellation = default) => new(new BankIdConnection(
            service._simulator.RpUrl, service._simulator.TrustAnchor,
            _isVerifying && service.OtherRelyingParty is { } other ? other : service._simulator.RpCertificate));

        public ValueTask<X509Certificate2?> SigningRootAsync(CancellationToken cancellation = default)
        {
            _isVerifying = true;
            return service.RootIsBroken ? throw new IOException("No root.") : new(service.OtherRoot ?? service._simulator.BankIdRoot);
        }
    }
}
