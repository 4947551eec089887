using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.Tests.AuthSession;
using AuthDemo.Web.Tests.Hosting;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Tests.Signing;

/// <summary>The configured requirements by flow and document, and their validation.</summary>
public sealed class RequirementTests
{
    [Fact]
    public async Task SignIn_AsConfigured_HasTheRequirementAndRequestsTheRisk()
    {
        await using var host = await WebHost.StartAsync(settings:
        [
            ("SignIn:Requirement:PinCode", "true"), ("SignIn:Requirement:Mrtd", "true"), ("SignIn:Requirement:CardReader", "Class2"),
            ("SignIn:Requirement:CertificatePolicies:0", "1.2.752.78.1.2"), ("SignIn:ReturnRisk", "true"),
        ]);
        using var browser = host.NewBrowser();

        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "same"));

        var intent = Assert.Single(host.Sessions.Started);
        Assert.Equal(new Requirement { PinCode = true, Mrtd = true, CardReader = CardReader.Class2, CertificatePolicies = ["1.2.752.78.1.2"] }, intent.Requirement);
        Assert.True(intent.ReturnRisk);
    }

    [Fact]
    public async Task SignIn_WithoutConfiguration_LeavesItToTheSessions()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "other"));

        Assert.Equal((null, false), (host.Sessions.Started.Single().Requirement, host.Sessions.Started.Single().ReturnRisk));
    }

    [Fact]
    public async Task Document_WithoutItsOwnRequirement_HasThatOfSigning()
    {
        await using var host = await WebHost.StartAsync(settings: ("Signing:Requirement:Mrtd", "true"));
        using var browser = host.NewBrowser();

        foreach (var id in new[] { "membership", "rental" })
        {
            var fields = SigningEndpointTests.Fields(await browser.GetPageAsync($"/sign?id={id}"));
            await browser.PostAsync("/sign", "/sign/start", [.. fields, ("device", "other")]);
        }

        Assert.Equal([new Requirement { Mrtd = true }, new Requirement { PinCode = true }], host.Sessions.Started.Select(intent => intent.Requirement));
    }

    [Fact]
    public async Task SignedInPerson_NobodySignedIn_MustSignInFirst_AndThenOnlyThatPersonCanSign()
    {
        await using var host = await WebHost.StartAsync(settings: ("Signing:Documents:membership:Requirement:SignedInPerson", "true"));
        using var browser = host.NewBrowser();
        var page = await browser.GetPageAsync("/sign?id=membership");
        Assert.DoesNotContain("name=\"device\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/sign-in?returnUrl=%2Fsign%3Fid%3Dmembership\"", page, StringComparison.Ordinal);
        await browser.PostAsync("/sign?id=membership", "/sign/start", ("id", "membership"), ("device", "other"));
        Assert.Empty(host.Sessions.Started);

        var owner = OwnerKey.New();
        browser.SetCookie("authdemo-owner", owner.Reveal());
        var ticket = await host.Sessions.IssueTicketAsync(host.Sessions.Add(owner, AuthStates.One<AuthState.Completed>()), owner);
        await browser.PostAsync("/", "/sign-in/complete", ("ticket", ticket!.Reveal()));
        var fields = SigningEndpointTests.Fields(await browser.GetPageAsync("/sign?id=membership"));
        await browser.PostAsync("/sign?id=membership", "/sign/start", [.. fields, ("device", "other")]);

        Assert.Equal(FakeAuthSessions.Tolvan.PersonalNumber, Assert.Single(host.Sessions.Started).Requirement!.PersonalNumber);
    }

    [Theory]
    [InlineData("SignIn:Requirement:CertificatePolicies:0", "1.2.x", "SignIn:Requirement:CertificatePolicies must be object identifiers, with at most one * from the fifth part on; given: \"1.2.x\".")]
    [InlineData("SignIn:Requirement:CertificatePolicies:0", "1.2.*.78", "SignIn:Requirement:CertificatePolicies must be object identifiers, with at most one * from the fifth part on; given: \"1.2.*.78\".")]
    [InlineData("SignIn:Requirement:CardReader", "Class1", "SignIn:Requirement:CardReader needs a policy of BankID on card (1.2.752.78.1.2 or 1.2.3.4.10) in SignIn:Requirement:CertificatePolicies.")]
    [InlineData("SignIn:Requirement:SignedInPerson", "true", "SignIn:Requirement:SignedInPerson cannot be true: nobody is signed in yet.")]
    [InlineData("Signing:Requirement:CardReader", "Class1", "Signing:Requirement:CardReader needs a policy of BankID on card (1.2.752.78.1.2 or 1.2.3.4.10) in Signing:Requirement:CertificatePolicies.")]
    [InlineData("Payments:Purchases:oars:Requirement:CardReader", "Class1", "Payments:Purchases:oars:Requirement:CardReader needs a policy of BankID on card (1.2.752.78.1.2 or 1.2.3.4.10) in Payments:Purchases:oars:Requirement:CertificatePolicies.")]
    [InlineData("Signing:Documents:New One:Title:en", "x", "Signing:Documents:New One must have an id of 1-64 of a-z, 0-9 and -; given: \"New One\".")]
    [InlineData("Signing:Documents:empty:Title:en", "x", "Signing:Documents:empty:Text:sv must have a text; given: none.")]
    [InlineData("Signing:Documents:rental:Hidden", "", "Signing:Documents:rental:Hidden must have at least 1 character, or be left out; given: 0.")]
    [InlineData("Payments:Purchases:oars:Recipient", "", "Payments:Purchases:oars:Recipient must have at least 1 character; given: 0.")]
    [InlineData("Payments:Purchases:oars:Type", "Npa", "Payments:Purchases:oars must have Amount and Currency for Type Card, and neither for Type Npa.")]
    [InlineData("Payments:Purchases:oars:RiskFlags:0", "odd", "Payments:Purchases:oars:RiskFlags must be of newCard,")]
    public async Task Start_InvalidConfiguration_NamesKeyRuleAndValue(string key, string value, string message)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => WebHost.StartAsync(settings: (key, value)));

        Assert.Contains(failure.Failures, one => one.StartsWith(message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_SignedInPersonWithoutItsClaim_NamesTheClaim()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => WebHost.StartAsync(settings:
            [("Claims:Issue:0", "name"), ("Signing:Requirement:SignedInPerson", "true")]));

        Assert.Equal(["Signing:Requirement:SignedInPerson needs swedish_personal_identity_number in Claims:Issue."], failure.Failures);
    }
}
