using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Tests;

public sealed class CollectTests
{
    [Fact]
    public async Task Collect_NewOrder_IsOutstandingTransaction()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);

        var answer = await simulator.Rp.CollectAsync(order.OrderRef);

        Assert.Equal($$"""{"orderRef":"{{order.OrderRef}}","status":"pending","hintCode":"outstandingTransaction"}""", answer.Body);
    }

    [Fact]
    public async Task Collect_NoAppWithin30Seconds_IsStartFailedOnceAndThenUnknown()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);
        simulator.Advance(29.999);
        Assert.Equal("pending/outstandingTransaction", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);

        simulator.Advance(0.001);

        Assert.Equal("failed/startFailed", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
        Assert.Equal("400 invalidParameters", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }

    [Fact]
    public async Task Collect_NeverPickedUp_IsPastRetentionAfter190Seconds()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var early = await simulator.Rp.StartAsync("auth", Requests.Auth);
        var late = await simulator.Rp.StartAsync("auth", Requests.Auth);
        simulator.Advance(189.999);
        Assert.Equal("failed/startFailed", (await simulator.Rp.CollectAsync(early.OrderRef)).Outcome);

        simulator.Advance(0.001);

        Assert.Equal("400 invalidParameters", (await simulator.Rp.CollectAsync(late.OrderRef)).Outcome);
    }

    [Fact]
    public async Task Collect_UserTakes180Seconds_IsExpiredTransaction()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (order, _) = await simulator.ScannedAsync();
        simulator.Advance(179.999);
        Assert.Equal("pending/userSign", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);

        simulator.Advance(0.001);

        Assert.Equal("failed/expiredTransaction", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }

    [Fact]
    public async Task Collect_PhoneOrderNobodyTakes_ExpiresAfter180Seconds()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("phone/auth", Requests.PhoneAuth);
        simulator.Advance(179.999);
        Assert.Equal("pending/noClient", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);

        simulator.Advance(0.001);

        Assert.Equal("failed/expiredTransaction", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }

    [Fact]
    public async Task Collect_Complete_IsDeliveredOnce()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (order, phone) = await simulator.ScannedAsync();
        await simulator.Phone.EnterCodeAsync(phone);

        Assert.Equal("complete", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
        var second = await simulator.Rp.CollectAsync(order.OrderRef);

        Assert.Equal("""{"errorCode":"invalidParameters","details":"No such order"}""", second.Body);
    }

    [Fact]
    public async Task Collect_CompleteFromManySides_IsDeliveredToOneOnly()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (order, phone) = await simulator.ScannedAsync();
        await simulator.Phone.EnterCodeAsync(phone);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => simulator.Rp.CollectAsync(order.OrderRef)));

        Assert.Equal(["400 invalidParameters", "complete"], answers.Select(a => a.Outcome).Distinct().Order());
        Assert.Single(answers, a => a.Outcome == "complete");
    }

    [Fact]
    public async Task Collect_CompleteWaitedThreeMinutes_WasCollectedTooLate()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (inTime, first) = await simulator.ScannedAsync(holder: "elsa");
        var (tooLate, second) = await simulator.ScannedAsync(holder: "omar");
        await simulator.Phone.EnterCodeAsync(first);
        await simulator.Phone.EnterCodeAsync(second);
        simulator.Advance(179.999);
        Assert.Equal("complete", (await simulator.Rp.CollectAsync(inTime.OrderRef)).Outcome);

        simulator.Advance(0.001);

        Assert.Equal("failed/expiredTransaction", (await simulator.Rp.CollectAsync(tooLate.OrderRef)).Outcome);
    }

    [Fact]
    public async Task Collect_FailedWaitedFiveMinutes_IsPastRetention()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (inTime, first) = await simulator.ScannedAsync(holder: "elsa");
        var (tooLate, second) = await simulator.ScannedAsync(holder: "omar");
        await simulator.Phone.DoAsync("cancel", first);
        await simulator.Phone.DoAsync("cancel", second);
        simulator.Advance(299.999);
        Assert.Equal("failed/userCancel", (await simulator.Rp.CollectAsync(inTime.OrderRef)).Outcome);

        simulator.Advance(0.001);

        Assert.Equal("400 invalidParameters", (await simulator.Rp.CollectAsync(tooLate.OrderRef)).Outcome);
    }

    [Fact]
    public async Task Collect_Processing_ThenComplete()
    {
        await using var simulator = await TestSimulator.StartAsync(o => o with { ProcessingTime = TimeSpan.FromSeconds(2) });
        var (order, phone) = await simulator.ScannedAsync();

        Assert.Equal("processing", (await simulator.Phone.EnterCodeAsync(phone)).Step);
        Assert.Equal("pending/processing", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
        simulator.Advance(2);
        Assert.Equal("complete", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }

    [Theory]
    [InlineData("{}", "Invalid orderRef")]
    [InlineData("""{"orderRef":7}""", "Invalid orderRef")]
    [InlineData("""{"orderRef":"abc"}""", "Invalid orderRef")]
    [InlineData("""{"orderRef":"zzzzzzzz-0000-0000-0000-000000000000"}""", "Invalid orderRef")]
    [InlineData("""{"orderRef":"11111111-0000-0000-0000-000000000000"}""", "No such order")]
    public async Task CollectAndCancel_WithoutAKnownOrderRef_AreRefused(string body, string details)
    {
        await using var simulator = await TestSimulator.StartAsync();

        foreach (var path in (string[])["collect", "cancel"])
        {
            var answer = await simulator.Rp.PostAsync(path, body);
            Assert.Equal(("400 invalidParameters", details), (answer.Outcome, answer.Text("details")));
        }
    }

    [Fact]
    public async Task OrderOfAnotherCertificate_IsUnknown()
    {
        await using var simulator = await TestSimulator.StartAsync();
        using var certificate = simulator.Server.IssueRpCertificate("Another shop");
        using var other = new RelyingPartyClient(simulator.Server, certificate);
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);

        Assert.Equal("400 invalidParameters", (await other.CollectAsync(order.OrderRef)).Outcome);
        Assert.Equal("400 invalidParameters", (await other.CancelAsync(order.OrderRef)).Outcome);
        Assert.Equal("pending/outstandingTransaction", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }
}
