using System.Security.Cryptography.X509Certificates;
using AuthDemo.Sessions;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Operators;
using AuthDemo.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Flows.Tests.Arrange;

/// <summary>
/// Auth sessions with their real neighbours, through public doors only: the protocol module in embedded Python, and the simulator
/// over mutual TLS with its phone. One clock for both, in the test's hand.
/// </summary>
public sealed class Service : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flows-test-").FullName;
    private readonly Dictionary<string, string?> _settings = new()
    {
        ["BankId:VerifySignatures"] = "Block", ["Sessions:Policies:IpMismatch"] = "Block",
    };

    private SimulatorServer _simulator = null!;
    private IHost _host = null!;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public IAuthSessions Sessions => _host.Services.GetRequiredService<IAuthSessions>();

    public IOperatorSessions Operators => _host.Services.GetRequiredService<IOperatorSessions>();

    public MemoryJournal Journal => (MemoryJournal)_host.Services.GetRequiredService<ISessionJournal>();

    internal Phone Phone { get; private set; } = null!;

    /// <summary>Trusted in the place of the simulator's own root when set.</summary>
    public X509Certificate2? OtherRoot { get; init; }

    /// <summary>The root cannot be read.</summary>
    public bool RootIsBroken { get; init; }

    public void Set(string key, string value) => _settings[key] = value;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorServer.StartAsync(new SimulatorOptions { DataFolder = _folder, TimeProvider = Clock });
        Phone = new Phone(_simulator);
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development, ContentRootPath = Repository.Root });
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton(SharedPython.Host);
        builder.Services.AddSingleton<IBankIdConnectionSource>(new Source(this));
        builder.AddAuthSessions();
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Phone.Dispose();
        await _simulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Source(Service service) : IBankIdConnectionSource
    {
        public ValueTask<BankIdConnection?> CurrentAsync(CancellationToken cancellation = default) => new(new BankIdConnection(
            service._simulator.RpUrl, service._simulator.TrustAnchor, service._simulator.RpCertificate));

        public ValueTask<X509Certificate2?> SigningRootAsync(CancellationToken cancellation = default) =>
            service.RootIsBroken ? throw new IOException("No root.") : new(service.OtherRoot ?? service._simulator.BankIdRoot);
    }
}
