using AuthDemo.Web.Security;

namespace AuthDemo.Web.SignIn;

/// <summary>
/// Stores the URL to redirect to after sign-in in a cookie, because the BankID app may return the browser to an address without it. Local
/// URLs only, checked when written and when read.
/// </summary>
internal sealed class ReturnUrlCookie(CookieNames names)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(15);

    /// <summary>Stores the URL. No URL keeps the stored one (a retry); a URL of another origin stores the home page.</summary>
    public void Set(HttpContext http, string? url)
    {
        if (!string.IsNullOrEmpty(url))
            http.Response.Cookies.Append(names.ReturnUrl, SeeOtherResult.LocalOr(url, "/"), names.Flags(s_lifetime));
    }

    /// <summary>Returns the stored URL, or that of the home page, and deletes the cookie.</summary>
    public string Take(HttpContext http)
    {
        var url = http.Request.Cookies[names.ReturnUrl];
        if (url is not null)
            http.Response.Cookies.Delete(names.ReturnUrl, names.Flags());
        return SeeOtherResult.LocalOr(url, "/");
    }
}
