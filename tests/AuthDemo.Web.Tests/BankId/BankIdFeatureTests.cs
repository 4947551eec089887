using AuthDemo.Sessions.BankId;
using AuthDemo.Web.BankId;
using AuthDemo.Web.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Tests.BankId;

/// <summary>One key selects BankID or the simulator; the simulator is never available in Production.</summary>
public sealed class BankIdFeatureTests
{
    [Theory]
    [InlineData("Development", null, true)]
    [InlineData("Development", "simulator", true)]
    [InlineData("Staging", "Simulator", true)]
    [InlineData("Staging", null, false)]
    [InlineData("Development", "Test", false)]
    [InlineData("Production", "Simulator", false)]
    [InlineData("Production", null, false)]
    public async Task Simulator_ExistsOnlyWhereTheEnvironmentIsSimulator(string host, string? environment, bool exists)
    {
        await using var app = Compose(host, ("BankId:Environment", environment));

        Assert.Equal(exists, app.Services.GetService<ISimulator>() is not null);
        Assert.Equal(exists, app.Services.GetService<IBankIdConnectionSource>() is not null);
        Assert.Equal(exists, app.Services.GetRequiredService<TestEnvironment>().IsSimulated);
    }

    [Fact]
    public async Task Start_ProductionOnTheSimulator_IsRefusedAndNamesTheKeys()
    {
        await using var app = Compose("Production", ("BankId:Environment", "Simulator"), ("Journal:UnprotectedKeys", "true"), ("DataFolder", "/nowhere"));

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("BankId:Environment", refused.Message, StringComparison.Ordinal);
        Assert.Contains("BankId:ClientCertificate:Path", refused.Message, StringComparison.Ordinal);
        Assert.Contains("BankId:TrustAnchor:Path", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Simulator:RpPort", "Simulator:RpPort must be from 0 to 65535; given: 70000.")]
    [InlineData("Simulator:PhonePort", "Simulator:PhonePort must be from 0 to 65535; given: 70000.")]
    public async Task Start_PortOutOfRange_IsRefusedAndNamesTheKey(string key, string message)
    {
        await using var app = Compose("Development", ("BankId:Environment", "Simulator"), (key, "70000"));

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal([message], refused.Failures);
    }

    /// <summary>The real composition, not started.</summary>
    private static WebApplication Compose(string environment, params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(ContentRoot.Options([$"--environment={environment}"]));
        builder.Configuration.Sources.Clear(); // the repository's own settings are not what is tested
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value)));
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.AddPages();
        builder.AddBankId();
        return builder.Build();
    }
}
