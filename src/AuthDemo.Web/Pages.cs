using AuthDemo.Web.AuthSession;
using AuthDemo.Web.Console;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Gallery;
using AuthDemo.Web.Localization;
using AuthDemo.Web.Operations;
using AuthDemo.Web.Playground;
using AuthDemo.Web.Security;
using AuthDemo.Web.Shell;
using AuthDemo.Web.SignIn;
using AuthDemo.Web.Signing;

namespace AuthDemo.Web;

/// <summary>
/// Composes the features that serve browsers, and the order of the request pipeline. The implementation of
/// <see cref="Sessions.IAuthSessions"/> is registered separately, so that tests can replace it.
/// </summary>
internal static class Pages
{
    /// <summary>Registers the services of all features.</summary>
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets(); // otherwise a build run outside Development has no framework assets
        builder.AddSecurity();
        builder.Services.AddLanguages();
        builder.Services.AddShell();
        builder.Services.AddAuthSessionPages();
        builder.Services.AddSignIn();
        builder.Services.AddSigning();
        builder.AddConsole();
        builder.AddOperations();
    }

    /// <summary>Adds the middleware, outermost first, and the endpoints of all features.</summary>
    public static void UsePages(this WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseHeadRequests();
        app.UseConsoleHeaders();
        app.UseGallery();
        app.UsePlayground();
        app.UseSecurityHeaders();
        app.UsePublicAddressCheck(except: OperationsFeature.IsHealth);
        app.UseErrorPages();
        app.UseHsts();
        app.UseAuthentication();
        app.UseConsoleNotFound();
        app.UseRouting();
        app.UseRequestLocalization();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymousButConsole();
        app.MapPreferences();
        // The framework would add a second Content-Security-Policy header with frame-ancestors; ours already has it.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null).RequireOwnOrigin(app.Services);
        app.MapSignIn();
        app.MapSigning();
        app.MapConsole();
        app.MapOperations();
    }
}
