using AuthDemo.Web.Security;

namespace AuthDemo.Web.Shell;

/// <summary>The theme: light, dark, or that of the device. Stored in a cookie and applied by the style sheet without a script.</summary>
internal sealed class ThemeCookie(IHttpContextAccessor accessor, CookieNames names)
{
    public static readonly IReadOnlyList<string> All = ["auto", "light", "dark"];

    /// <summary>The selected theme; null follows the device.</summary>
    public string? Current =>
        accessor.HttpContext?.Request.Cookies[names.Theme] is { } theme and ("light" or "dark") ? theme : null;
}
