using AuthDemo.Sessions;

namespace AuthDemo.Web.Security;

/// <summary>
/// The cookie that makes a browser the owner of its sessions. Set by the start of a session, kept for the next try, dropped when
/// a ticket is redeemed: after that nobody can come back to the completed session, not even by the back button after signing out.
/// </summary>
internal sealed class OwnerCookie(CookieNames names)
{
    /// <summary>The browser's key, or null when it has none.</summary>
    public OwnerKey? Read(HttpContext http) => OwnerKey.TryParse(http.Request.Cookies[names.Owner], out var key) ? key : null;

    /// <summary>The browser's key; a new one is set when it has none.</summary>
    public OwnerKey Ensure(HttpContext http)
    {
        if (Read(http) is { } known)
            return known;
        var key = OwnerKey.New();
        http.Response.Cookies.Append(names.Owner, key.Reveal(), names.Flags());
        return key;
    }

    /// <summary>Takes the key from the browser.</summary>
    public void Forget(HttpContext http) => http.Response.Cookies.Delete(names.Owner, names.Flags());
}
