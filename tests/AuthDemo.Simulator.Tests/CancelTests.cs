namespace AuthDemo.Simulator.Tests;

public sealed class CancelTests
{
    [Fact]
    public async Task Cancel_PendingOrder_EndsItForBothSides()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (order, phone) = await simulator.ScannedAsync();

        var answer = await simulator.Rp.CancelAsync(order.OrderRef);

        Assert.Equal((200, "{}"), (answer.Status, answer.Body));
        Assert.Equal("400 invalidParameters", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
        var seen = await simulator.Phone.DoAsync("look", phone);
        Assert.Equal(("failed", "cancelled"), (seen.Step, seen["failure"]));
    }

    [Fact]
    public async Task Cancel_Twice_IsInvalidParameters()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);
        await simulator.Rp.CancelAsync(order.OrderRef);

        Assert.Equal("400 invalidParameters", (await simulator.Rp.CancelAsync(order.OrderRef)).Outcome);
    }

    [Fact]
    public async Task Cancel_CompleteOrder_IsInvalidAndLeavesTheResult()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (order, phone) = await simulator.ScannedAsync();
        await simulator.Phone.EnterCodeAsync(phone);

        Assert.Equal("400 invalidParameters", (await simulator.Rp.CancelAsync(order.OrderRef)).Outcome);
        Assert.Equal("complete", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }
}
