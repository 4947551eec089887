using System.Buffers.Text;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.Claims;

/// <summary>
/// A signed-in person as claims (OpenID Connect Core §5.1; the personal number as the Swedish profile names it). A relying
/// application that should not have the personal number is not issued <c>swedish_personal_identity_number</c> and
/// <c>birthdate</c>, and knows the person by <c>sub</c>: a keyed pseudonym, another one for each audience, that nobody without the
/// key can compute or turn back (facts S22).
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

    /// <summary>Every claim that there is.</summary>
    public static IReadOnlyList<string> Known { get; } =
        [Subject, "name", "given_name", "family_name", PersonalNumber, "birthdate", "amr", "txn", "auth_time"];

    /// <summary>The claims that the configuration allows, in a fixed order. A name that the bank did not give is left out.</summary>
    /// <param name="signedIn">What a redeemed ticket said.</param>
    /// <param name="audience">Who will read them: each gets pseudonyms of its own.</param>
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
        // Something the person has and something they know or are: a BankID.
        yield return new("amr", "bankid");
        yield return new("amr", "mfa");
        yield return new("txn", signedIn.Session.Value);
        yield return new("auth_time", signedIn.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), ClaimValueTypes.Integer64);
    }

    // The length of the audience stands before it, so that no two pairs give the same text.
    private string Pseudonym(string personalNumber, string audience) => Base64Url.EncodeToString(HMACSHA256.HashData(
        _key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{audience.Length}:{audience}:{personalNumber}"))));

    /// <summary>ISO 8601; the day of a co-ordination number is raised by 60. Empty when the digits are no date.</summary>
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
