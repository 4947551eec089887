using System.Buffers.Text;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.Claims;

/// <summary>
/// The claims of a signed-in person (OpenID Connect Core §5.1; the personal number has its name from the Swedish profile). For a relying
/// application that should not get the personal number, leave out <c>swedish_personal_identity_number</c> and <c>birthdate</c>: <c>sub</c>
/// is a keyed pseudonym, different for each audience, which nobody without the key can compute or reverse (facts S22).
/// </summary>
public sealed class SignInClaims(IOptions<ClaimsOptions> options)
{
    /// <summary>The pseudonym.</summary>
    public const string Subject = "sub";

    /// <summary>12 digits.</summary>
    public const string PersonalNumber = "swedish_personal_identity_number";

    private readonly HashSet<string> _issued =
        [.. options.Value.Issue ?? Known.Where(name => name != Subject || options.Value.PseudonymKey is not null)];

    private readonly byte[] _key = options.Value.PseudonymKey is { } key ? Convert.FromBase64String(key) : [];

    /// <summary>All claims that can be issued.</summary>
    public static IReadOnlyList<string> Known { get; } =
        [Subject, "name", "given_name", "family_name", PersonalNumber, "birthdate", "amr", "txn", "auth_time"];

    /// <summary>The claims that the configuration allows, in a fixed order. A name that BankID did not return is left out.</summary>
    /// <param name="signedIn">The content of a redeemed ticket.</param>
    /// <param name="audience">The recipient of the claims; each has its own pseudonyms.</param>
    public IReadOnlyList<Claim> Of(SignedIn signedIn, string audience) =>
        [.. All(signedIn, audience).Where(claim => _issued.Contains(claim.Type) && claim.Value.Length > 0)];

    private IEnumerable<Claim> All(SignedIn signedIn, string audience)
    {
        var identity = signedIn.Identity;
        if (_key.Length > 0)
            yield return new(Subject, Pseudonym(identity.PersonalNumber, audience));
        yield return new("name", identity.Name);
        yield return new("given_name", identity.GivenName);
        yield return new("family_name", identity.Surname);
        yield return new(PersonalNumber, identity.PersonalNumber);
        yield return new("birthdate", BirthDate(identity.PersonalNumber));
        // BankID is multi-factor: possession of the device, with a code or biometrics.
        yield return new("amr", "bankid");
        yield return new("amr", "mfa");
        yield return new("txn", signedIn.Session.Value);
        yield return new("auth_time", signedIn.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), ClaimValueTypes.Integer64);
    }

    // The length prefix makes the encoding of the pair unambiguous.
    private string Pseudonym(string personalNumber, string audience) => Base64Url.EncodeToString(HMACSHA256.HashData(
        _key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{audience.Length}:{audience}:{personalNumber}"))));

    /// <summary>ISO 8601. A co-ordination number has 60 added to its day. Empty when the digits are not a date.</summary>
    private static string BirthDate(string personalNumber)
    {
        if (personalNumber.Length != 12 || !int.TryParse(personalNumber.AsSpan(0, 8), NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
            return "";
        if (digits % 100 > 60)
            digits -= 60;
        return DateOnly.TryParseExact(digits.ToString("D8", CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : "";
    }
}
