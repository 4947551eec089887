using AuthDemo.Sessions;

namespace AuthDemo.Web.Security;

/// <summary>
/// The cookie that makes a browser the owner of its auth sessions. Set when a session starts, kept for the next attempt, and deleted
/// when a ticket is redeemed: after that nobody can return to the completed session, not even by the back button after signing out.
/// </summary>
internal sealed class OwnerCookie(CookieNames names)
{
    /// <summary>The browser's key, or null if it has none.</summary>
    public OwnerKey? Read(HttpContext http) => OwnerKey.TryParse(http.Request.Cookies[names.Owner], out var key) ? key : null;

    /// <summary>The browser's key; creates one if it has none.</summary>
    public OwnerKey Ensure(HttpContext http)
    {
        if (Read(http) is { } known)
            return known;
        var key = OwnerKey.New();
        http.Response.Cookies.Append(names.Owner, key.Reveal(), names.Flags());
        return key;
    }

    /// <summary>Deletes the cookie.</summary>
    public void Delete(HttpContext http) => http.Response.Cookies.Delete(names.Owner, names.Flags());
}
