using AuthDemo.Web.Security;
using AuthDemo.Web.Shell;

namespace AuthDemo.Web.Playground;

/// <summary>
/// <c>/try</c>, in Development with the simulator only: the service's own pages and the simulated phone side by side, with the
/// simulator's scenarios, clock and requests below. The parts are frames that show the real pages.
/// </summary>
internal static class PlaygroundFeature
{
    /// <summary>The page's address.</summary>
    public const string Path = "/try";

    /// <summary>Before the security headers, so that these values are set last.</summary>
    public static void UsePlayground(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            return;
        app.Use((http, next) =>
        {
            if (http.RequestServices.GetRequiredService<TestEnvironment>().PhonePage is { } phone)
                http.Response.OnStarting(() => AllowPhone(http, phone));
            return next(http);
        });
    }

    private static Task AllowPhone(HttpContext http, Uri phone)
    {
        var headers = http.Response.Headers;
        // With "same-origin" a page loses the window that it opened, and its next link would open another one.
        headers["Cross-Origin-Opener-Policy"] = "same-origin-allow-popups";
        if (http.Request.Path == Path)
        {
            headers.ContentSecurityPolicy = SecurityHeaders.ContentSecurityPolicy.Replace(
                "frame-src 'none'", $"frame-src 'self' {phone.GetLeftPart(UriPartial.Authority)}", StringComparison.Ordinal);
        }
        else if (http.Request.Headers["Sec-Fetch-Dest"] == "iframe")
        {
            headers.ContentSecurityPolicy = SecurityHeaders.ContentSecurityPolicy.Replace(
                "frame-ancestors 'none'", "frame-ancestors 'self'", StringComparison.Ordinal);
            headers.XFrameOptions = "SAMEORIGIN";
        }

        return Task.CompletedTask;
    }
}
