using System.Net;
using System.Net.Sockets;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Claims;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Operators;
using AuthDemo.Sessions.Protocol;
using AuthDemo.Sessions.Processing;
using AuthDemo.Sessions.Subscriptions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace AuthDemo.Sessions;

/// <summary>Registers auth sessions and their Orleans silo.</summary>
public static class AuthSessionsRegistration
{
    // The silo's own timers use the system clock, and only grains use the service's clock: a test that sets the latter must
    // not trigger membership probes or message time-outs.
    private static readonly string[] s_upkeep =
    [
        TimeProviderNames.Messaging, TimeProviderNames.SystemTimers, TimeProviderNames.Membership,
        TimeProviderNames.GrainDirectory,
    ];

    /// <summary>
    /// Adds <see cref="IAuthSessions"/>. The composition must also register <c>IPythonHost</c>, and, for the environment
    /// <c>Simulator</c>, <see cref="IBankIdConnectionSource"/>. A <see cref="TimeProvider"/> or an <see cref="ISessionJournal"/> that
    /// is registered before is used. Options are validated at start and name the keys to set.
    /// </summary>
    public static IHostApplicationBuilder AddAuthSessions(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SessionsOptions>().Bind(builder.Configuration.GetSection(SessionsOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SessionsOptions>, SessionsOptionsValidator>();
        services.AddOptions<BankIdOptions>().Bind(builder.Configuration.GetSection(BankIdOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BankIdOptions>, BankIdOptionsValidator>();
        services.AddOptions<ClaimsOptions>().Bind(builder.Configuration.GetSection(ClaimsOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ClaimsOptions>, ClaimsOptionsValidator>();
        if (builder.Environment.IsDevelopment())
            services.PostConfigure<BankIdOptions>(options => options.Environment ??= BankIdEnvironment.Simulator);

        services.AddSingleton<BankIdConnections>();
        services.AddSingleton<BankIdStatusMonitor>();
        services.AddSingleton<IBankIdStatus>(provider => provider.GetRequiredService<BankIdStatusMonitor>());
        services.TryAddSingleton<IBankIdTransport, BankIdTransport>();
        services.AddSingleton<HostMessages>();
        services.AddSingleton<BankIdProtocol>();
        services.AddSingleton<IntentRules>();
        services.AddSingleton<ProofCheck>();
        services.AddSingleton<RequestDispatcher>();
        services.AddSingleton<SessionServices>();
        services.TryAddSingleton<ISessionJournal, MemoryJournal>();
        services.TryAddSingleton<IResponseStore, NullResponseStore>();
        services.AddSingleton<SessionHub>();
        services.AddSingleton<IAuthSessions, AuthSessions>();
        services.AddSingleton<IOperatorSessions, OperatorSessions>();
        services.AddSingleton<SignInClaims>();
        // Before the silo: no session must start or resume with an incompatible module.
        services.AddHostedService<ModuleCheck>();
        builder.UseOrleans(ConfigureSilo);
        // After the silo, because hosted services start in the order in which they were added.
        services.AddHostedService<SessionRecovery>();
        return builder;
    }

    private static void ConfigureSilo(ISiloBuilder silo)
    {
        silo.UseLocalhostClustering(FreePort(), gatewayPort: 0);
        // Orleans binds its port with address reuse, so two processes on one port would both listen without an error. Each process has
        // its own port and its own cluster name: a silo rejects connections from a cluster of another name.
        silo.Configure<ClusterOptions>(cluster => cluster.ClusterId = cluster.ServiceId = $"authdemo-{Guid.NewGuid():N}");
        foreach (var area in s_upkeep)
            silo.Services.AddKeyedSingleton<TimeProvider>(area, TimeProvider.System);
        silo.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.ActivationManagement, new SteadyTimeProvider(TimeProvider.System));
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
