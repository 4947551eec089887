namespace AuthDemo.Simulator.Tests;

public sealed class RestartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Restart_OnTheSamePort_IsTrustedByTheSameClient()
    {
        var first = await SimulatorServer.StartAsync(new SimulatorOptions { DataFolder = _folder.FullName }, TestContext.Current.CancellationToken);
        using var client = new RelyingPartyClient(first, first.RpCertificate);
        var order = await client.StartAsync("auth", Requests.Auth);
        await first.StopAsync(TestContext.Current.CancellationToken);
        await first.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CollectAsync(order.OrderRef));

        await using var second = await SimulatorServer.StartAsync(
            new SimulatorOptions { DataFolder = _folder.FullName, RpPort = first.RpUrl.Port }, TestContext.Current.CancellationToken);

        Assert.Equal("400 invalidParameters", (await client.CollectAsync(order.OrderRef)).Outcome);
        Assert.Equal(200, (await client.PostAsync("auth", Requests.Auth)).Status);
    }

    [Fact]
    public async Task Start_OnATakenPort_ThrowsAndLetsGoOfTheOtherPort()
    {
        await using var running = await SimulatorServer.StartAsync(new SimulatorOptions { DataFolder = _folder.FullName }, TestContext.Current.CancellationToken);
        var stopped = await SimulatorServer.StartAsync(new SimulatorOptions { DataFolder = _folder.FullName }, TestContext.Current.CancellationToken);
        await stopped.DisposeAsync();
        var options = new SimulatorOptions { DataFolder = _folder.FullName, RpPort = stopped.RpUrl.Port };

        await Assert.ThrowsAsync<IOException>(() => SimulatorServer.StartAsync(
            options with { PhonePort = running.PhoneUrl.Port }, TestContext.Current.CancellationToken));

        await using var again = await SimulatorServer.StartAsync(options, TestContext.Current.CancellationToken);
        Assert.Equal(stopped.RpUrl, again.RpUrl);
    }

    [Fact]
    public async Task Start_WithAScenario_EveryOrderPlaysIt()
    {
        await using var server = await SimulatorServer.StartAsync(
            new SimulatorOptions { DataFolder = _folder.FullName, Scenario = "completes-at-once" }, TestContext.Current.CancellationToken);
        using var client = new RelyingPartyClient(server, server.RpCertificate);
        var order = await client.StartAsync("auth", Requests.Auth);

        Assert.Equal("complete", (await client.CollectAsync(order.OrderRef)).Outcome);
    }
}
