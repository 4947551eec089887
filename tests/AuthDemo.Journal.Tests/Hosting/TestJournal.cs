using AuthDemo.Journal.Retention;
using AuthDemo.Journal.Storage;
using AuthDemo.Journal.Verification;
using AuthDemo.Sessions.Journaling;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Journal.Tests.Hosting;

/// <summary>A journal composed as in the service, on a real database, with a fake clock.</summary>
internal sealed class TestJournal : IAsyncDisposable
{
    private readonly IHost _host;

    private TestJournal(IHost host, FakeTimeProvider time) => (_host, Time) = (host, time);

    public FakeTimeProvider Time { get; }

    public ISessionJournal Sessions => Get<ISessionJournal>();

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public Task<JournalDb> OpenAsync() => Get<IDbContextFactory<JournalDb>>().CreateDbContextAsync();

    public static async Task<TestJournal> StartAsync(
        IReadOnlyDictionary<string, string?> settings, FakeTimeProvider? time = null, IDbConnectionInterceptor? interceptor = null,
        ILoggerProvider? logs = null, bool withJobs = false, string? environment = null)
    {
        time ??= new FakeTimeProvider(TestSessions.Now);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings
        {
            ContentRootPath = Path.GetTempPath(), EnvironmentName = environment ?? Environments.Development,
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton<TimeProvider>(time);
        if (interceptor is not null)
            builder.Services.AddSingleton(interceptor);
        if (logs is not null)
            builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
        builder.AddJournal();
        // Tests call retention and verification directly; the jobs have their own tests.
        if (!withJobs)
        {
            Without<RetentionJob>(builder.Services);
            Without<HashChainVerificationJob>(builder.Services);
        }
        var host = builder.Build();
        await host.StartAsync();
        return new TestJournal(host, time);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }

    private static void Without<T>(IServiceCollection services)
    {
        foreach (var service in services.Where(service => service.ImplementationType == typeof(T)).ToList())
            services.Remove(service);
    }
}
