using AuthDemo.Simulator.Faults;
using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Scenarios;

namespace AuthDemo.Simulator.Tests;

public sealed class ScenarioTests
{
    /// <summary>Every scenario with what a relying party sees at each collect, two seconds apart.</summary>
    public static TheoryData<string, string[]> Timelines => new()
    {
        { "completes", ["pending/outstandingTransaction", "pending/started", "pending/userSign", "pending/userSign", "pending/processing", "complete"] },
        { "completes-at-once", ["complete"] },
        { "searches-long", [.. Many("pending/outstandingTransaction", 1), .. Many("pending/started", 9), "pending/userSign", "complete"] },
        { "processes-long", ["pending/outstandingTransaction", "pending/started", "pending/userSign", .. Many("pending/processing", 10), "complete"] },
        { "never-opened", [.. Many("pending/outstandingTransaction", 15), "failed/startFailed"] },
        { "expires", ["pending/outstandingTransaction", "pending/started", .. Many("pending/userSign", 88), "failed/expiredTransaction"] },
        { "user-cancels", ["pending/outstandingTransaction", "pending/started", "pending/userSign", "failed/userCancel"] },
        { "wrong-code", ["pending/outstandingTransaction", "pending/started", .. Many("pending/userSign", 3), "failed/certificateErr"] },
        { "blocked-bankid", ["pending/outstandingTransaction", "pending/started", "pending/userSign", "failed/certificateErr"] },
        { "superseded", ["pending/outstandingTransaction", "pending/started", "pending/userSign", "failed/cancelled"] },
        { "declines-call", ["pending/outstandingTransaction", "pending/started", "pending/userSign", "failed/userDeclinedCall"] },
        { "app-too-old", ["pending/outstandingTransaction", "pending/started", "failed/notSupportedByUserApp"] },
        { "risk-blocked", ["pending/outstandingTransaction", "pending/started", "pending/userSign", "failed/transactionRiskBlocked"] },
    };

    [Theory]
    [MemberData(nameof(Timelines))]
    public async Task Scenario_NamedByHeader_ShowsItsTimeline(string name, string[] expected)
    {
        await using var simulator = await TestSimulator.StartAsync();

        Assert.Equal(expected, await PlayAsync(simulator, "auth", Requests.Auth, name, expected.Length));
    }

    [Fact]
    public async Task EveryScenario_HasATimelineAbove()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var listed = (await simulator.Phone.ControlAsync("scenarios")).Json["scenarios"]!.AsArray().Select(s => s!["name"]!.GetValue<string>());

        Assert.Equal(listed.Order(), Timelines.Select(t => t.Data.Item1).Order());
    }

    /// <summary>The hint codes of the facts (§1.4), all of them, without a phone or a fault.</summary>
    [Fact]
    public async Task EveryHintCode_CanBeReached()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var phone = await PlayAsync(simulator, "phone/auth", Requests.PhoneAuth, "completes", 6);
        var document = await PlayAsync(simulator, "auth", """{"endUserIp":"198.51.100.7","requirement":{"mrtd":true}}""", "completes", 6);

        Assert.Equal(
            ["cancelled", "certificateErr", "expiredTransaction", "noClient", "notSupportedByUserApp", "outstandingTransaction", "processing",
            "startFailed", "started", "transactionRiskBlocked", "userCallConfirm", "userCancel", "userDeclinedCall", "userMrtd", "userSign"],
            Timelines.SelectMany(t => t.Data.Item2).Concat(phone).Concat(document)
                .Where(seen => seen.Contains('/')).Select(seen => seen.Split('/')[1]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Completes_OnAPhoneOrder_ConfirmsTheCall()
    {
        await using var simulator = await TestSimulator.StartAsync();

        Assert.Equal(
            ["pending/noClient", "pending/started", "pending/userCallConfirm", "pending/userSign", "pending/processing", "complete"],
            await PlayAsync(simulator, "phone/auth", Requests.PhoneAuth, "completes", 6));
    }

    [Fact]
    public async Task Completes_OnAnOrderThatWantsADocument_ReadsIt()
    {
        await using var simulator = await TestSimulator.StartAsync();

        Assert.Equal(
            ["pending/outstandingTransaction", "pending/started", "pending/userMrtd", "pending/userSign", "pending/processing", "complete"],
            await PlayAsync(simulator, "auth", """{"endUserIp":"198.51.100.7","requirement":{"mrtd":true}}""", "completes", 6));
    }

    [Fact]
    public async Task Scenario_OnAnOrderBoundToAStranger_IsPlayedByThatPerson()
    {
        await using var simulator = await TestSimulator.StartAsync();
        await simulator.Phone.ControlAsync("set-scenario", new { name = "completes-at-once" });
        var order = await simulator.Rp.StartAsync("auth", """{"endUserIp":"198.51.100.7","requirement":{"personalNumber":"199006292360"}}""");

        var answer = await simulator.Rp.CollectAsync(order.OrderRef);

        Assert.Equal("199006292360", answer.Json["completionData"]!["user"]!["personalNumber"]!.GetValue<string>());
    }

    [Fact]
    public async Task SetScenario_HoldsForTheGivenNumberOfOrdersAndHolder()
    {
        await using var simulator = await TestSimulator.StartAsync();
        await simulator.Phone.ControlAsync("set-scenario", new { name = "completes-at-once", holder = "omar", times = 1 });
        var first = await simulator.Rp.StartAsync("auth", Requests.Auth);
        var second = await simulator.Rp.StartAsync("auth", Requests.Auth);

        var answer = await simulator.Rp.CollectAsync(first.OrderRef);

        Assert.Equal("Omar", answer.Json["completionData"]!["user"]!["givenName"]!.GetValue<string>());
        Assert.Equal("pending/outstandingTransaction", (await simulator.Rp.CollectAsync(second.OrderRef)).Outcome);
    }

    [Fact]
    public async Task ClearScenario_LeavesNewOrdersAlone()
    {
        await using var simulator = await TestSimulator.StartAsync();
        await simulator.Phone.ControlAsync("set-scenario", new { name = "completes-at-once" });
        await simulator.Phone.ControlAsync("clear-scenario");
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);

        Assert.Equal("pending/outstandingTransaction", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }

    [Theory]
    [InlineData("X-Simulator-Scenario")]
    [InlineData("X-Simulator-Fault")]
    public async Task UnknownName_InAHeader_IsRefused(string header)
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await simulator.Rp.PostAsync("auth", Requests.Auth, header: (header, "no-such-thing"));

        Assert.Equal($"{header} names nothing the simulator has; see docs/simulator.md.", answer.Text("details"));
    }

    private static IEnumerable<string> Many(string outcome, int count) => Enumerable.Repeat(outcome, count);

    private static async Task<List<string>> PlayAsync(TestSimulator simulator, string path, string body, string scenario, int collects)
    {
        var start = await simulator.Rp.PostAsync(path, body, header: ("X-Simulator-Scenario", scenario));
        var seen = new List<string>();
        for (var i = 0; i < collects; i++)
        {
            seen.Add((await simulator.Rp.CollectAsync(start.Text("orderRef"))).Outcome);
            simulator.Advance(2);
        }
        return seen;
    }
}
