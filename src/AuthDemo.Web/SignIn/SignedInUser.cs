using System.Security.Claims;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace AuthDemo.Web.SignIn;

/// <summary>
/// The signed-in person as claims, which travel encrypted in the user's cookie and nowhere else. Which ones is configured
/// (<c>Claims:Issue</c>), so any may be missing.
/// </summary>
internal static class SignedInUser
{
    /// <summary>Who the pseudonym in <c>sub</c> is for: this service itself.</summary>
    public const string Audience = "authdemo";

    /// <summary>Claims that the operator console knows people by.</summary>
    public static readonly IReadOnlyList<string> ConsoleNeeds = [SignInClaims.PersonalNumber, "txn", "auth_time"];

    private const string SessionItem = "session";
    private const string GivenNameClaim = "given_name";

    /// <summary>Signs the person of a redeemed ticket in; by which session is kept beside the claims, whatever those are.</summary>
    public static Task SignInAsync(HttpContext http, SignedIn signedIn, SignInClaims claims)
    {
        var identity = new ClaimsIdentity(
            claims.Of(signedIn, Audience), CookieAuthenticationDefaults.AuthenticationScheme, nameType: "name", roleType: "role");
        var properties = new AuthenticationProperties { Items = { [SessionItem] = signedIn.Session.Value } };
        return http.SignInAsync(new ClaimsPrincipal(identity), properties);
    }

    /// <summary>The session that signed the browser's user in; null when nobody is signed in.</summary>
    public static async Task<SessionId?> SessionAsync(HttpContext http) =>
        SessionId.TryParse((await http.AuthenticateAsync()).Properties?.Items[SessionItem], out var id) ? id : null;

    /// <summary>The given name, or the whole name where the bank gave no parts; empty when neither is issued.</summary>
    public static string GivenName(ClaimsPrincipal user) =>
        user.FindFirstValue(GivenNameClaim) is { Length: > 0 } given ? given : user.Identity?.Name ?? "";

    /// <summary>The 12 digits; null for a person who is not signed in, or when they are not issued.</summary>
    public static string? PersonalNumber(ClaimsPrincipal user) => user.FindFirstValue(SignInClaims.PersonalNumber);

    /// <summary>The birth date with the last four digits hidden; null when the number is not there.</summary>
    public static string? MaskedPersonalNumber(ClaimsPrincipal user) =>
        PersonalNumber(user) is { } number ? new Identity(number, "", "", "").MaskedPersonalNumber : null;
}
