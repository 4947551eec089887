using Microsoft.AspNetCore.Components.Server;

namespace AuthDemo.Web.AuthSession;

/// <summary>Registers what the pages of all flows share: starting a session, showing it, and returning to it from the app.</summary>
internal static class AuthSessionFeature
{
    public static void AddAuthSessionPages(this IServiceCollection services)
    {
        services.AddSingleton<AppReturnUrl>();
        services.AddSingleton<WebDeviceData>();
        services.AddSingleton<SessionStart>();
        // A browser that is disconnected for longer gets a new circuit, which continues with the session's id. Until then the old circuit
        // keeps its subscription; a short period ends abandoned sessions sooner.
        services.Configure<CircuitOptions>(circuit => circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromSeconds(20));
    }
}
