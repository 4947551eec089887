using System.Globalization;
using System.Security.Claims;
using AuthDemo.Sessions;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace AuthDemo.Web.SignIn;

/// <summary>The signed-in person as claims, which travel encrypted in the user's cookie and nowhere else.</summary>
internal static class SignedInUser
{
    private const string PersonalNumberClaim = "swedish_personal_identity_number";
    private const string GivenNameClaim = "given_name";

    /// <summary>Claims of a redeemed ticket: name, parts of the name, personal number, when and by which session (<c>txn</c>).</summary>
    public static ClaimsPrincipal From(SignedIn signedIn)
    {
        var identity = signedIn.Identity;
        return new(new ClaimsIdentity(
            [
                new("name", identity.Name),
                new(GivenNameClaim, identity.GivenName),
                new("family_name", identity.Surname),
                new(PersonalNumberClaim, identity.PersonalNumber),
                new("auth_time", signedIn.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), ClaimValueTypes.Integer64),
                new("txn", signedIn.Session.Value),
            ],
            CookieAuthenticationDefaults.AuthenticationScheme, nameType: "name", roleType: "role"));
    }

    /// <summary>The given name, or the whole name where the bank gave no parts.</summary>
    public static string GivenName(ClaimsPrincipal user) =>
        user.FindFirstValue(GivenNameClaim) is { Length: > 0 } given ? given : user.Identity?.Name ?? "";

    /// <summary>The 12 digits; null for a person who is not signed in.</summary>
    public static string? PersonalNumber(ClaimsPrincipal user) => user.FindFirstValue(PersonalNumberClaim);

    /// <summary>The birth date with the last four digits hidden.</summary>
    public static string MaskedPersonalNumber(ClaimsPrincipal user) =>
        new Identity(user.FindFirstValue(PersonalNumberClaim) ?? "", "", "", "").MaskedPersonalNumber;
}
