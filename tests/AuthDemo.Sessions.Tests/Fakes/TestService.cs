using AuthDemo.PythonHost;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Operators;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Sessions.Tests.Fakes;

/// <summary>The auth sessions in a real silo, with a fake clock, fake Python and a fake BankID. One for a test class.</summary>
public sealed class TestService : IAsyncLifetime
{
    private IHost _host = null!;

    internal FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    internal FakePython Python { get; } = new();

    internal FakeBankId BankId { get; } = new();

    internal LogCapture Logs { get; } = new();

    internal CallCounter Calls { get; } = new();

    internal FakeResponseStore Responses { get; } = new();

    internal FaultyJournal Journal { get; private set; } = null!;

    internal IAuthSessions Sessions => _host.Services.GetRequiredService<IAuthSessions>();

    internal IOperatorSessions Operators => _host.Services.GetRequiredService<IOperatorSessions>();

    internal IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton<IPythonHost>(Python);
        builder.Services.AddSingleton<IBankIdTransport>(BankId);
        builder.Services.AddSingleton<IBankIdConnectionSource>(new NoConnection());
        builder.Services.AddSingleton<IIncomingGrainCallFilter>(Calls);
        builder.Services.AddSingleton<MemoryJournal>();
        builder.Services.AddSingleton<ISessionJournal>(services => Journal = new FaultyJournal(services.GetRequiredService<MemoryJournal>()));
        builder.Services.AddSingleton<IResponseStore>(Responses);
        builder.AddAuthSessions();
        _host = builder.Build();
        await _host.StartAsync();
        _host.Services.GetRequiredService<ISessionJournal>();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private sealed class NoConnection : IBankIdConnectionSource
    {
        public ValueTask<BankIdConnection?> CurrentAsync(CancellationToken cancellation = default) => default;
    }
}
