using System.Security.Claims;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace AuthDemo.Web.Security;

/// <summary>
/// The claims of the signed-in user, which are stored encrypted in the user cookie only. <c>Claims:Issue</c> configures which claims are
/// issued, so any may be missing.
/// </summary>
internal static class SignedInUser
{
    /// <summary>The audience of the pseudonym in <c>sub</c>: this service itself.</summary>
    public const string Audience = "authdemo";

    /// <summary>The claims that the operator console requires.</summary>
    public static readonly IReadOnlyList<string> ConsoleClaims = [SignInClaims.PersonalNumber, "txn", "auth_time"];

    private const string SessionItem = "session";
    private const string GivenNameClaim = "given_name";

    /// <summary>Signs in the person of a redeemed ticket. The session id is stored in the cookie whatever claims are issued.</summary>
    public static Task SignInAsync(HttpContext http, SignedIn signedIn, SignInClaims claims)
    {
        var identity = new ClaimsIdentity(
            claims.Of(signedIn, Audience), CookieAuthenticationDefaults.AuthenticationScheme, nameType: "name", roleType: "role");
        var properties = new AuthenticationProperties { Items = { [SessionItem] = signedIn.Session.Value } };
        return http.SignInAsync(new ClaimsPrincipal(identity), properties);
    }

    /// <summary>The auth session that signed the user in; null if nobody is signed in.</summary>
    public static async Task<SessionId?> SessionAsync(HttpContext http) =>
        SessionId.TryParse((await http.AuthenticateAsync()).Properties?.Items[SessionItem], out var id) ? id : null;

    /// <summary>The given name, or the full name if there is no given name; empty if neither is issued.</summary>
    public static string GivenName(ClaimsPrincipal user) =>
        user.FindFirstValue(GivenNameClaim) is { Length: > 0 } given ? given : user.Identity?.Name ?? "";

    /// <summary>The 12 digits; null if nobody is signed in or the claim is not issued.</summary>
    public static string? PersonalNumber(ClaimsPrincipal user) => user.FindFirstValue(SignInClaims.PersonalNumber);

    /// <summary>The personal number with the last four digits masked; null if it is not known.</summary>
    public static string? MaskedPersonalNumber(ClaimsPrincipal user) =>
        PersonalNumber(user) is { } number ? new Identity(number, "", "", "").MaskedPersonalNumber : null;
}
