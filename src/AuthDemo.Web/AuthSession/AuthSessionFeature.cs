using Microsoft.AspNetCore.Components.Server;

namespace AuthDemo.Web.AuthSession;

/// <summary>Registers what every flow's pages share: starting a session, following it, coming back to it.</summary>
internal static class AuthSessionFeature
{
    public static void AddAuthSessionPages(this IServiceCollection services)
    {
        services.AddSingleton<ReturnAddress>();
        services.AddSingleton<WebDeviceData>();
        services.AddSingleton<SessionStart>();
        // A browser that is cut off for longer gets a new circuit, which continues by the session's id. Until then the lost circuit
        // still follows its session; the shorter that is, the sooner a session whose owner is gone ends.
        services.Configure<CircuitOptions>(circuit => circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromSeconds(20));
    }
}
