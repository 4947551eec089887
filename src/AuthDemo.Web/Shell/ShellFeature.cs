namespace AuthDemo.Web.Shell;

/// <summary>Registers layout, home, error pages, language and theme.</summary>
internal static class ShellFeature
{
    public static void AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddScoped<ThemeCookie>();
        services.AddSingleton(TestEnvironment.None);
    }

    public static void MapShell(this WebApplication app)
    {
        app.MapPreferences();
        // Our own header says frame-ancestors; a second one from the framework would only be another to read.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null);
    }
}
