namespace AuthDemo.Web.Shell;

/// <summary>Registers Razor components, the theme and the default test environment.</summary>
internal static class ShellFeature
{
    public static void AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddScoped<ThemeCookie>();
        services.AddSingleton(TestEnvironment.None);
    }
}
