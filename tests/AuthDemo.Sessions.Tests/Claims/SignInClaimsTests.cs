using AuthDemo.Sessions.Claims;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.Tests.Claims;

/// <summary>The claims that a relying application gets.</summary>
public sealed class SignInClaimsTests
{
    private static readonly string s_key = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
    private static readonly DateTimeOffset s_at = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_ByDefault_IssuesAllButThePseudonym()
    {
        var signedIn = SignedIn("198507099821");

        Assert.Equal(
            [
                ("name", "Elsa Lindqvist"), ("given_name", "Elsa"), ("family_name", "Lindqvist"),
                ("swedish_personal_identity_number", "198507099821"), ("birthdate", "1985-07-09"), ("amr", "bankid"), ("amr", "mfa"),
                ("txn", signedIn.Session.Value), ("auth_time", "1772366400"),
            ],
            Claims(new ClaimsOptions(), signedIn));
    }

    [Fact]
    public void Of_WithAKeyAndNoPersonalNumber_HasThePseudonymOnly()
    {
        var claims = Claims(new ClaimsOptions { PseudonymKey = s_key, Issue = ["sub", "name"] }, SignedIn("198507099821"));

        // HMAC-SHA256 under the key 00 01 … 1f of "5:shop1:198507099821", computed with openssl.
        Assert.Equal([("sub", Expected), ("name", "Elsa Lindqvist")], claims);
    }

    [Fact]
    public void Pseudonym_IsStableAndUniqueForAPersonAndAudience()
    {
        string Sub(string number, string audience, string key) =>
            Claims(new ClaimsOptions { PseudonymKey = key, Issue = ["sub"] }, SignedIn(number), audience).Single().Value;
        var otherKey = Convert.ToBase64String(new byte[32]);

        Assert.Equal(Sub("198507099821", "shop1", s_key), Sub("198507099821", "shop1", s_key));
        Assert.Equal(4, new[]
        {
            Sub("198507099821", "shop1", s_key), Sub("199203149837", "shop1", s_key), Sub("198507099821", "shop2", s_key), Sub("198507099821", "shop1", otherKey),
        }.Distinct().Count());
    }

    [Theory]
    [InlineData("199905729886", "1999-05-12")]
    [InlineData("200002290000", "2000-02-29")]
    [InlineData("199902290000", null)]
    [InlineData("191500722390", null)] // a co-ordination number that names no month
    [InlineData("", null)]
    public void BirthDate_IsFromTheNumber_OrLeftOut(string number, string? expected) =>
        Assert.Equal(expected, Claims(new ClaimsOptions { Issue = ["birthdate"] }, SignedIn(number)).Select(claim => claim.Value).SingleOrDefault());

    [Fact]
    public void Of_AnEmptyName_LeavesItOut() =>
        Assert.Empty(Claims(new ClaimsOptions { Issue = ["given_name"] }, SignedIn("198507099821") with { Identity = new("198507099821", "Elsa", "", "") }));

    [Theory]
    [InlineData("email", null, "Claims:Issue must be one of sub, name, given_name, family_name, swedish_personal_identity_number, birthdate, amr, txn, auth_time; given: 'email'.")]
    [InlineData("sub", null, "Claims:PseudonymKey must be set when Claims:Issue contains sub: base64 of at least 32 random bytes; given: nothing.")]
    [InlineData("sub", "c2hvcnQ=", "Claims:PseudonymKey must be base64 of at least 32 random bytes; given: 8 characters of another form or length.")]
    [InlineData("name", "not base64", "Claims:PseudonymKey must be base64 of at least 32 random bytes; given: 10 characters of another form or length.")]
    public void InvalidOptions_NameTheKey(string issue, string? key, string expected) => Assert.Equal(
        [expected], new ClaimsOptionsValidator().Validate(null, new ClaimsOptions { Issue = [issue], PseudonymKey = key }).Failures);

    private const string Expected = "LI_GpDiiaDIMO5KxZJNv69jtaiyKiqieIEqTugKb-7k";

    private static SignedIn SignedIn(string number) => new(new Identity(number, "Elsa Lindqvist", "Elsa", "Lindqvist"), SessionId.New(), s_at);

    private static List<(string Type, string Value)> Claims(ClaimsOptions options, SignedIn signedIn, string audience = "shop1") =>
        [.. new SignInClaims(Options.Create(options)).Of(signedIn, audience).Select(claim => (claim.Type, claim.Value))];
}
