using AuthDemo.Web.Security;

namespace AuthDemo.Web.SignIn;

/// <summary>
/// Where a browser goes once signed in, kept in a cookie beside its session: the BankID app may bring it back to an address that
/// knows nothing of it. Local addresses only, checked when written and when read.
/// </summary>
internal sealed class ReturnTo(CookieNames names)
{
    private static readonly TimeSpan s_kept = TimeSpan.FromMinutes(15);

    /// <summary>Remembers the address; a missing one keeps what is remembered (try again), a foreign one counts as home.</summary>
    public void Remember(HttpContext http, string? url)
    {
        if (!string.IsNullOrEmpty(url))
            http.Response.Cookies.Append(names.ReturnTo, SeeOther.LocalOr(url, "/"), names.Flags(s_kept));
    }

    /// <summary>The address remembered, or home; it is forgotten.</summary>
    public string Take(HttpContext http)
    {
        var url = http.Request.Cookies[names.ReturnTo];
        if (url is not null)
            http.Response.Cookies.Delete(names.ReturnTo, names.Flags());
        return SeeOther.LocalOr(url, "/");
    }
}
