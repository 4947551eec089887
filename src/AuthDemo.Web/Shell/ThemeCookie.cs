using AuthDemo.Web.Security;

namespace AuthDemo.Web.Shell;

/// <summary>Light, dark, or as the device says; remembered by cookie, drawn by the style sheet without any script.</summary>
internal sealed class ThemeCookie(IHttpContextAccessor accessor, CookieNames names)
{
    public static readonly IReadOnlyList<string> All = ["auto", "light", "dark"];

    /// <summary>The theme chosen, null for as the device says.</summary>
    public string? Present =>
        accessor.HttpContext?.Request.Cookies[names.Theme] is { } theme and ("light" or "dark") ? theme : null;
}
