using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Tests;

public sealed class LintTests
{
    private const string Faultless = """
        {"endUserIp":"198.51.100.7","web":{"referringDomain":"shop.example","userAgent":"Mozilla/5.0","deviceIdentifier":"d"}}
        """;

    [Fact]
    public async Task Client_ThatDoesEverythingRight_HasNoFindings()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (order, phone) = await simulator.ScannedAsync("auth", Faultless);
        await simulator.Rp.CollectAsync(order.OrderRef);
        simulator.Advance(2);
        await simulator.Phone.EnterCodeAsync(phone);
        await simulator.Rp.CollectAsync(order.OrderRef);
        simulator.Advance(60);

        Assert.Empty(await FindingsAsync(simulator));
    }

    [Theory]
    [InlineData("198.51.100.7", false)]
    [InlineData("0.0.0.0", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("::", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("2001:db8::1", false)]
    public async Task EndUserIp_OfAPrivateNetwork_IsReported(string address, bool reported)
    {
        await using var simulator = await TestSimulator.StartAsync();

        await simulator.Rp.StartAsync("auth", Faultless.Replace("198.51.100.7", address, StringComparison.Ordinal));

        Assert.Equal(reported ? ["end-user-ip auth ×1"] : [], await FindingsAsync(simulator));
    }

    [Theory]
    [InlineData("""{"endUserIp":"198.51.100.7"}""", "no-device-data auth ×1")]
    [InlineData("""{"endUserIp":"198.51.100.7","app":{"deviceOS":"x"},"personalNumber":"198507099821"}""", "unknown-member auth personalNumber ×1")]
    [InlineData("""{"endUserIp":"198.51.100.7","app":{"deviceOS":"x"},"requirement":{"allowFingerprint":true}}""", "unknown-member auth requirement.allowFingerprint ×1")]
    [InlineData("""{"endUserIp":"198.51.100.7","app":{"deviceOS":"x"},"requirement":{"personalNumber":"199006292360"}}""", "personal-number auth ×1")]
    [InlineData("""{"endUserIp":"198.51.100.7","app":{"deviceOS":"x"},"requirement":{"risk":"LOW"}}""", "requirement-risk auth ×1")]
    [InlineData("""{"endUserIp":"198.51.100.7","app":{"deviceOS":"x"},"userVisibleDataFormat":"plaintext"}""", "plaintext-format auth ×1")]
    [InlineData("""{"endUserIp":"198.51.100.7","app":{"deviceOS":"x"},"requirement":{"cardReader":"class1"}}""", "card-reader auth ×1")]
    [InlineData("""{"endUserIp":"here","app":{"deviceOS":"x"}}""", "invalid-parameters auth endUserIp must be an IPv4 or IPv6 address ×1")]
    [InlineData("""{"endUserIp":"127.0.0.1","app":{"deviceOS":"x"}}""", "loopback-ip auth ×1")]
    [InlineData("""{"endUserIp":"::1","app":{"deviceOS":"x"}}""", "loopback-ip auth ×1")]
    [InlineData("""{"endUserIp":"198.51.100.7","app":{"deviceOS":"x"},"requirement":{"personalNumber":"198513409823"}}""", "birth-date auth ×1")]
    [InlineData("""{"endUserIp":"198.51.100.7","app":{"deviceOS":"x"},"requirement":{"personalNumber":"199902909827"}}""", "birth-date auth ×1")]
    [InlineData("""{"endUserIp":"198.51.100.7","app":{"deviceOS":"x"},"userVisibleData":"UGxlYXNlIGxvZ2luIQ==\n"}""", "base64-format auth userVisibleData ×1")]
    public async Task Start_UnwiseOrWrong_IsReported(string body, string finding)
    {
        await using var simulator = await TestSimulator.StartAsync();

        await simulator.Rp.PostAsync("auth", body);

        Assert.Equal([finding], await FindingsAsync(simulator));
    }

    [Theory]
    [InlineData(0.9, true)]
    [InlineData(0.96, false)]
    [InlineData(1, false)]
    public async Task Collect_TooOften_IsReported(double interval, bool reported)
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", Faultless);
        await simulator.Rp.CollectAsync(order.OrderRef);
        simulator.Advance(interval);
        await simulator.Rp.CollectAsync(order.OrderRef);

        Assert.Equal(reported ? ["collect-too-often collect ×1"] : [], await FindingsAsync(simulator));
    }

    [Fact]
    public async Task Collect_AfterTheFinalResult_IsReported()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (order, phone) = await simulator.ScannedAsync("auth", Faultless);
        await simulator.Phone.EnterCodeAsync(phone);
        for (var i = 0; i < 3; i++)
        {
            await simulator.Rp.CollectAsync(order.OrderRef);
            simulator.Advance(2);
        }

        Assert.Equal(["collect-after-final collect ×2"], await FindingsAsync(simulator));
    }

    [Fact]
    public async Task Result_NobodyCollects_IsReportedAlsoAfterItIsPastRetention()
    {
        await using var simulator = await TestSimulator.StartAsync();
        await simulator.Rp.StartAsync("auth", Faultless);
        await simulator.Rp.StartAsync("auth", Faultless);
        simulator.Advance(39.9);
        Assert.Empty(await FindingsAsync(simulator));

        simulator.Advance(0.1);
        Assert.Equal(["result-not-collected collect ×2"], await FindingsAsync(simulator));

        simulator.Advance(3600);
        Assert.Equal(["result-not-collected collect ×2"], await FindingsAsync(simulator));
    }

    [Fact]
    public async Task Transport_Mistakes_AreReported()
    {
        await using var simulator = await TestSimulator.StartAsync();
        using var foreign = SimulatorServer.CreateForeignCertificate();
        using var stranger = new RelyingPartyClient(simulator.Server, foreign);
        await stranger.PostAsync("auth", Faultless);
        await simulator.Rp.PostAsync("authenticate", Faultless);
        await simulator.Rp.PostAsync("sign", "", null, "GET");
        await simulator.Rp.PostAsync("auth", Faultless, "application/json; charset=utf-8");

        Assert.Equal(["certificate any ×1", "content-type auth ×1", "path any ×1", "verb sign GET ×1"], (await FindingsAsync(simulator)).Order());
    }

    [Fact]
    public async Task QrAndLink_Mistakes_AreReported()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", Faultless);
        await simulator.Phone.ScanAsync($"bankid.{order.QrStartToken}.0.{new string('0', 64)}");
        await simulator.Phone.ScanAsync(TestSimulator.Qr(order, 2));
        await simulator.Phone.OpenAsync($"bankid://?autostarttoken={order.AutoStartToken}");
        await simulator.Phone.OpenAsync($"bankid:///?autostarttoken={order.AutoStartToken}&redirect=https%3A%2F%2Fshop.example");

        Assert.Equal(["launch-link open ×1", "link-redirect open ×1", "qr-ahead scan ×1", "qr-code scan ×1"], (await FindingsAsync(simulator)).Order());
    }

    [Fact]
    public async Task HealthCheckOfTheOfficialSample_IsNotReported()
    {
        await using var simulator = await TestSimulator.StartAsync();

        Assert.Equal(405, (await simulator.Rp.PostAsync("auth", "", null, "GET")).Status);

        Assert.Empty(await FindingsAsync(simulator));
    }

    [Fact]
    public async Task InvalidRequest_SeveralProblems_AreAllReported()
    {
        await using var simulator = await TestSimulator.StartAsync();

        await simulator.Rp.PostAsync("auth", """{"endUserIp":"x","returnUrl":""}""");

        Assert.Equal(
            ["invalid-parameters auth endUserIp must be an IPv4 or IPv6 address; returnUrl must be 1 to 512 characters; 0 were given ×1"],
            await FindingsAsync(simulator));
    }

    [Fact]
    public async Task ClearLint_RemovesFindings()
    {
        await using var simulator = await TestSimulator.StartAsync();
        await simulator.Rp.PostAsync("auth", "{}");

        await simulator.Phone.ControlAsync("clear-lint");

        Assert.Empty(await FindingsAsync(simulator));
    }

    private static async Task<string[]> FindingsAsync(TestSimulator simulator) =>
        [.. (await simulator.Phone.ControlAsync("lint")).Json["findings"]!.AsArray()
            .Select(f => string.Join(' ', ((string?[])[f!["rule"]!.GetValue<string>(), f["operation"]!.GetValue<string>(),
                f["detail"]?.GetValue<string>(), $"×{f["count"]}"]).Where(part => part is not null)))];
}
