using System.Globalization;
using AuthDemo.Web.Security;
using Microsoft.AspNetCore.Localization;

namespace AuthDemo.Web.Gallery;

/// <summary>
/// <c>/gallery</c>, in Development only: every state × device × language × theme side by side, for designers. Each item is a frame with the
/// real page for those preferences.
/// </summary>
internal static class GalleryFeature
{
    private const string Path = "/gallery";

    /// <summary>Must be added before the security headers, so that it overrides their frame policy.</summary>
    public static void UseGallery(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
            return;
        app.UseWhen(http => http.Request.Path.StartsWithSegments(Path), gallery => gallery.Use((http, next) =>
        {
            ApplyQueryPreferences(http);
            http.Response.OnStarting(() =>
            {
                var headers = http.Response.Headers;
                headers.ContentSecurityPolicy = SecurityHeaders.ContentSecurityPolicy
                    .Replace("frame-src 'none'", "frame-src 'self'", StringComparison.Ordinal)
                    .Replace("frame-ancestors 'none'", "frame-ancestors 'self'", StringComparison.Ordinal);
                headers.XFrameOptions = "SAMEORIGIN";
                return Task.CompletedTask;
            });
            return next(http);
        }));
    }

    /// <summary>Applies language and theme of the query as if they were cookies.</summary>
    private static void ApplyQueryPreferences(HttpContext http)
    {
        var names = http.RequestServices.GetRequiredService<CookieNames>();
        var language = http.Request.Query["language"].ToString();
        var theme = http.Request.Query["theme"].ToString();
        if (language is "en" or "sv")
        {
            var culture = CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(CultureInfo.GetCultureInfo(language)));
            http.Request.Headers.Append("Cookie", $"{names.Language}={Uri.EscapeDataString(culture)}");
        }

        if (theme is "light" or "dark")
            http.Request.Headers.Append("Cookie", $"{names.Theme}={theme}");
    }
}
