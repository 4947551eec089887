using AuthDemo.PythonHost.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AuthDemo.PythonHost.Tests.Configuration;

public sealed class PythonHostOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreAccepted() => Assert.Empty(Failures());

    [Theory]
    [InlineData("Executable", " ", "Python:Executable must name something or be left out; given: blank.")]
    [InlineData("SearchPaths:0", "", "Python:SearchPaths:0 must name something; given: blank.")]
    [InlineData("Preload:0", "a b", "Python:Preload:0 must be a dotted name such as package.module; given: 'a b'.")]
    [InlineData("WaitBudget", "-00:00:01", "Python:WaitBudget must be from 00:00:00 to 01:00:00; given: -00:00:01.")]
    [InlineData("RunBudget", "00:00:00", "Python:RunBudget must be from 00:00:00.0100000 to 1.00:00:00; given: 00:00:00.")]
    [InlineData("Grace", "00:02:00", "Python:Grace must be from 00:00:00 to 00:01:00; given: 00:02:00.")]
    [InlineData("StartBudget", "00:00:00", "Python:StartBudget must be from 00:00:01 to 00:10:00; given: 00:00:00.")]
    [InlineData("DrainBudget", "01:00:00", "Python:DrainBudget must be from 00:00:00 to 00:10:00; given: 01:00:00.")]
    [InlineData("QueueLimit", "0", "Python:QueueLimit must be from 1 to 1000000; given: 0.")]
    [InlineData("MaxMessageBytes", "10", "Python:MaxMessageBytes must be from 1024 to 1073741824; given: 10.")]
    [InlineData("Interpreters:Count", "-1", "Python:Interpreters:Count must be from 0 to 256; given: -1.")]
    [InlineData("Interpreters:MaxReplacements", "-1", "Python:Interpreters:MaxReplacements must be from 0 to 1000; given: -1.")]
    [InlineData("HealthFunction", "7.a", "Python:HealthFunction must be a dotted name such as package.module; given: '7.a'.")]
    [InlineData("NamedLimit", "-1", "Python:NamedLimit must be from 0 to 4096; given: -1.")]
    [InlineData("NamedTimeToLive", "00:00:00", "Python:NamedTimeToLive must be from 00:00:01 to 7.00:00:00; given: 00:00:00.")]
    [InlineData("Workers:Minimum", "-1", "Python:Workers:Minimum must be from 0 to 256; given: -1.")]
    [InlineData("Workers:Maximum", "300", "Python:Workers:Maximum must be from 0 to 256; given: 300.")]
    [InlineData("Workers:InFlight", "0", "Python:Workers:InFlight must be from 1 to 1024; given: 0.")]
    [InlineData("Workers:IdleTimeToLive", "-00:00:01", "Python:Workers:IdleTimeToLive must be from 00:00:00 to 1.00:00:00; given: -00:00:01.")]
    [InlineData("Workers:Linger", "-00:00:01", "Python:Workers:Linger must be from 00:00:00 to 1.00:00:00; given: -00:00:01.")]
    [InlineData("Workers:MaxAge", "-00:00:01", "Python:Workers:MaxAge must be from 00:00:00 to 30.00:00:00; given: -00:00:01.")]
    [InlineData("Processes:Jitter", "0.6", "Python:Processes:Jitter must be from 0 to 0.5; given: 0.6.")]
    [InlineData("Processes:MemoryLimitBytes", "1000", "Python:Processes:MemoryLimitBytes must be from 67108864 to 70368744177664; given: 1000.")]
    [InlineData("Processes:Nice", "20", "Python:Processes:Nice must be from 0 to 19; given: 20.")]
    [InlineData("Processes:Backoff", "00:00:00", "Python:Processes:Backoff must be from 00:00:00.0100000 to 00:01:00; given: 00:00:00.")]
    [InlineData("Processes:MaxBackoff", "00:00:00.1", "Python:Processes:MaxBackoff must be from 00:00:00.2000000 to 01:00:00; given: 00:00:00.1000000.")]
    [InlineData("Processes:BreakAfter", "0", "Python:Processes:BreakAfter must be from 1 to 100; given: 0.")]
    [InlineData("Processes:Environment:0", " ", "Python:Processes:Environment:0 must name something; given: blank.")]
    [InlineData("Http:Address", "ftp://x", "Python:Http:Address must be http://…, https://… or unix:/path; given: 'ftp://x'.")]
    [InlineData("Http:Secret", " ", "Python:Http:Secret must name something or be left out; given: blank.")]
    [InlineData("Http:Processes", "-1", "Python:Http:Processes must be from 0 to 256; given: -1.")]
    [InlineData("PerCall:Maximum", "-1", "Python:PerCall:Maximum must be from 0 to 256; given: -1.")]
    [InlineData("Pattern", "9", "Python:Pattern must be one of Auto, Interpreters, PythonNet, Workers, Http, PerCall; given: 9.")]
    public void Validate_OneWrongSetting_NamesKeyLimitAndValue(string key, string value, string expected) =>
        Assert.Equal([expected], Failures((key, value)));

    [Fact]
    public void Validate_MaximumBelowMinimum_NamesBoth() =>
        Assert.Equal(["Python:Workers:Maximum must be at least Workers:Minimum (3) or 0; given: 2."], Failures(("Workers:Minimum", "3"), ("Workers:Maximum", "2")));

    [Fact]
    public void Validate_SeveralWrongSettings_NamesEach() =>
        Assert.Equal(2, Failures(("QueueLimit", "0"), ("RunBudget", "00:00:00")).Count);

    [Fact]
    public async Task AddPythonHost_WrongSetting_StopsTheApplicationAtStart()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["Python:QueueLimit"] = "0";
        builder.Services.AddPythonHost(builder.Configuration);
        using var app = builder.Build();
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());
        Assert.Equal("Python:QueueLimit must be from 1 to 1000000; given: 0.", failure.Message);
    }

    [Fact]
    public async Task AddPythonHost_PythonCanNotStart_ApplicationStartsAndCallsAreAnswered()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["Python:Executable"] = "/nowhere/python3";
        builder.Services.AddPythonHost(builder.Configuration);
        using var app = builder.Build();
        await app.StartAsync();
        var host = app.Services.GetRequiredService<IPythonHost>();
        Assert.Same(host, app.Services.GetRequiredService<IPythonHostStatus>());
        var reply = Assert.IsType<PythonReply.StartFailed>(await host.CallAsync(new PythonCall("a.b", default)));
        Assert.StartsWith("Python:Executable is '/nowhere/python3', which does not exist.", reply.Message, StringComparison.Ordinal);
        await host.DisposeAsync();
        Assert.Equal("The Python host has been stopped.", Assert.IsType<PythonReply.StartFailed>(await host.CallAsync(new PythonCall("a.b", default))).Message);
        await app.StopAsync();
    }

    private static IReadOnlyList<string> Failures(params (string Key, string Value)[] settings)
    {
        var options = new PythonHostOptions();
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Python:{setting.Key}", (string?)setting.Value)))
            .Build().GetSection("Python").Bind(options);
        return [.. new PythonHostOptionsValidator().Validate(null, options).Failures ?? []];
    }
}
