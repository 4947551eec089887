using AuthDemo.Sessions.Intents;

namespace AuthDemo.Sessions.Tests.Intents;

/// <summary>Validity of certificate policies, and which of them include BankID on card (facts §1.3, §1.9).</summary>
public sealed class CertificatePolicyRuleTests
{
    [Theory]
    [InlineData("1.2.752.78.1.5", true)]
    [InlineData("1.2.3.4.25", true)]
    [InlineData("1.2.752.78.*", true)]
    [InlineData("1.2.752.78.*.2", true)]
    [InlineData("1.2.752.*", false)]
    [InlineData("1.2.752.78.*.*", false)]
    [InlineData("1.2.752.78.01", false)]
    [InlineData("3.2.752.78.1", false)]
    [InlineData("1.2", false)]
    [InlineData("1.2.752.78.1.5\n", false)]
    [InlineData("", false)]
    public void IsValid_OidWithAtMostOneWildcardFromTheFifthArc(string policy, bool isValid) =>
        Assert.Equal(isValid, CertificatePolicy.IsValid(policy));

    [Theory]
    [InlineData("1.2.752.78.1.2", true)]
    [InlineData("1.2.3.4.10", true)]
    [InlineData("1.2.752.78.*", true)]
    [InlineData("1.2.752.78.1.*", true)]
    [InlineData("1.2.752.78.*.2", true)]
    [InlineData("1.2.3.4.*", true)]
    [InlineData("1.2.752.78.*.5", false)]
    [InlineData("1.2.752.78.1.5", false)]
    [InlineData("1.2.752.78.1", false)]
    [InlineData("1.2.752.78.1.2.*", false)]
    public void CoversCard_BankIdOnCardInProductionOrTest(string policy, bool covers) =>
        Assert.Equal(covers, CertificatePolicy.CoversCard(policy));
}
