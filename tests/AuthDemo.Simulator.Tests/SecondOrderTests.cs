namespace AuthDemo.Simulator.Tests;

/// <summary>What happens when one person gets two orders.</summary>
public sealed class SecondOrderTests
{
    private const string BoundToElsa = """{"endUserIp":"198.51.100.7","requirement":{"personalNumber":"198507099821"}}""";

    [Fact]
    public async Task SamePersonScansAnotherCode_OlderOrderIsCancelled()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (older, _) = await simulator.ScannedAsync();

        var (newer, _) = await simulator.ScannedAsync();

        Assert.Equal("failed/cancelled", (await simulator.Rp.CollectAsync(older.OrderRef)).Outcome);
        Assert.Equal("pending/userSign", (await simulator.Rp.CollectAsync(newer.OrderRef)).Outcome);
    }

    [Fact]
    public async Task AnotherPersonScans_NothingIsCancelled()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (older, _) = await simulator.ScannedAsync(holder: "elsa");

        await simulator.ScannedAsync(holder: "omar");

        Assert.Equal("pending/userSign", (await simulator.Rp.CollectAsync(older.OrderRef)).Outcome);
    }

    [Theory]
    [InlineData("auth", BoundToElsa)]
    [InlineData("phone/auth", Requests.PhoneAuth)]
    public async Task BoundOrderWhileOneIsInProgress_IsAlreadyInProgressAndEndsTheRunningOne(string path, string body)
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (running, _) = await simulator.ScannedAsync();

        var refused = await simulator.Rp.PostAsync(path, body);

        Assert.Equal("400 alreadyInProgress", refused.Outcome);
        Assert.Equal("failed/cancelled", (await simulator.Rp.CollectAsync(running.OrderRef)).Outcome);
        Assert.Equal(200, (await simulator.Rp.PostAsync(path, body)).Status);
    }

    [Fact]
    public async Task BoundOrderTwice_SecondIsAlreadyInProgress()
    {
        await using var simulator = await TestSimulator.StartAsync();
        await simulator.Rp.StartAsync("auth", BoundToElsa);

        Assert.Equal("400 alreadyInProgress", (await simulator.Rp.PostAsync("auth", BoundToElsa)).Outcome);
    }

    [Fact]
    public async Task AnonymousOrders_NeverCollideAtStart()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (first, _) = await simulator.ScannedAsync();

        await simulator.Rp.StartAsync("auth", Requests.Auth);

        Assert.Equal("pending/userSign", (await simulator.Rp.CollectAsync(first.OrderRef)).Outcome);
    }
}
