using Microsoft.AspNetCore.Components.Server;

namespace AuthDemo.Web.SignIn;

/// <summary>Registers what signing in needs of the page's side.</summary>
internal static class SignInFeature
{
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<ReturnTo>();
        // A browser that is cut off for longer gets a new circuit, which continues by the session's id. Until then the lost circuit
        // still follows its session; the shorter that is, the sooner a session whose owner is gone ends.
        services.Configure<CircuitOptions>(circuit => circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromSeconds(20));
    }
}
