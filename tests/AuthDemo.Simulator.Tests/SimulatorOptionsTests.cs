using AuthDemo.Simulator.Scenarios;

namespace AuthDemo.Simulator.Tests;

public sealed class SimulatorOptionsTests
{
    private static readonly SimulatorOptions s_good = new() { DataFolder = "unused" };

    public static TheoryData<SimulatorOptions, string> Wrong => new()
    {
        { s_good with { DataFolder = " " }, "DataFolder must name a folder; it is empty." },
        { s_good with { RpPort = -1 }, "RpPort must be 0 to 65535; -1 was given." },
        { s_good with { PhonePort = 65536 }, "PhonePort must be 0 to 65535; 65536 was given." },
        { s_good with { RelyingPartyName = "" }, "RelyingPartyName must be 1 to 64 characters; 0 were given." },
        { s_good with { RelyingPartyName = new string('a', 65) }, "RelyingPartyName must be 1 to 64 characters; 65 were given." },
        { s_good with { ScanTolerance = TimeSpan.FromSeconds(-1) }, "ScanTolerance must not be negative; -00:00:01 was given." },
        { s_good with { ProcessingTime = TimeSpan.FromSeconds(-1) }, "ProcessingTime must not be negative; -00:00:01 was given." },
        { s_good with { HostName = "127.0.0.1" }, "HostName must be a DNS name; 127.0.0.1 was given." },
        { s_good with { RpPort = -1, PhonePort = -2 }, "RpPort must be 0 to 65535; -1 was given. PhonePort must be 0 to 65535; -2 was given." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Start_WithWrongOptions_NamesThemAndMakesNothing(SimulatorOptions options, string message)
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => SimulatorServer.StartAsync(options, TestContext.Current.CancellationToken));

        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(options.DataFolder));
    }

    [Fact]
    public async Task Start_WithAnUnknownScenario_NamesTheChoices()
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(
            () => SimulatorServer.StartAsync(s_good with { Scenario = "dances" }, TestContext.Current.CancellationToken));

        Assert.StartsWith("Scenario must be one of completes, completes-at-once, ", failure.Message, StringComparison.Ordinal);
    }
}
