using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Intents;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.Tests.Sessions;

/// <summary>The accepted kinds of BankID, by device and environment (facts §1.9 and S18).</summary>
public sealed class CertificatePolicyTests
{
    [Theory]
    [InlineData(BankIdEnvironment.Production, "1.2.752.78.1.5")]
    [InlineData(BankIdEnvironment.Test, "1.2.3.4.25")]
    [InlineData(BankIdEnvironment.Simulator, "1.2.3.4.25")]
    public void OtherDevice_ByDefault_RequiresMobileBankIdOfTheEnvironment(BankIdEnvironment environment, string policy) =>
        Assert.Equal([policy], Asked(environment, new(), Device.Other));

    [Theory]
    [InlineData(Device.Same)]
    [InlineData(null)]
    public void SameDeviceAndPhone_ByDefault_AcceptAnyKind(Device? device) =>
        Assert.Empty(Asked(BankIdEnvironment.Production, new(), device)!);

    [Fact]
    public void Configured_ReplacesTheDefault()
    {
        var options = new SessionsOptions { CertificatePolicies = { OtherDevice = ["1.2.3"], SameDevice = ["1.2.4"], Phone = ["1.2.5"] } };

        Assert.Equal(
            [["1.2.3"], ["1.2.4"], ["1.2.5"]],
            new Device?[] { Device.Other, Device.Same, null }.Select(device => Asked(BankIdEnvironment.Production, options, device)!));
    }

    [Fact]
    public void Intent_WithItsOwnPolicies_KeepsThem() => Assert.Null(
        new IntentRules(Options.Create(new SessionsOptions()), Options.Create(new BankIdOptions())).CertificatePolicies(
            new AuthIntent { Flow = Flow.Auth, Requirement = new() { CertificatePolicies = ["1.2.752.78.1.2"] } }, Device.Other));

    private static IReadOnlyList<string>? Asked(BankIdEnvironment environment, SessionsOptions options, Device? device) =>
        new IntentRules(Options.Create(options), Options.Create(new BankIdOptions { Environment = environment }))
            .CertificatePolicies(new AuthIntent { Flow = Flow.Auth }, device);
}
