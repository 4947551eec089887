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
/// What a browser meets: every feature registers itself here, and the order of the pipeline is written down once. What stands
/// behind <see cref="Sessions.IAuthSessions"/> is composed elsewhere, so that tests can put another one there.
/// </summary>
internal static class Pages
{
    /// <summary>Services of all features.</summary>
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets(); // without it a build run outside Development has no framework assets
        builder.AddSecurity();
        builder.Services.AddLanguages();
        builder.Services.AddShell();
        builder.Services.AddAuthSessionPages();
        builder.Services.AddSignIn();
        builder.Services.AddApprovals();
        builder.AddConsole();
        builder.AddOperations();
    }

    /// <summary>The pipeline, outermost first, and the endpoints of all features.</summary>
    public static void UsePages(this WebApplication app)
    {
        app.UseTrustedProxies();
        app.UseHeadRequests();
        app.UseConsoleHeaders();
        app.UseGallery();
        app.UsePlayground();
        app.UseSecurityHeaders();
        app.UseErrorPages();
        app.UseHsts();
        app.UseOwnOrigin();
        app.UseAuthentication();
        app.UseHiddenConsole();
        app.UseRouting();
        app.UseRequestLocalization();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymousButConsole();
        app.MapShell();
        app.MapSignIn();
        app.MapApprovals();
        app.MapConsole();
        app.MapOperations();
    }
}
