namespace AuthDemo.Simulator.Tests;

public sealed class LaunchLinkTests
{
    [Theory]
    [InlineData("bankid:///?autostarttoken=TOKEN")]
    [InlineData("bankid:///?autostarttoken=TOKEN&redirect=null")]
    [InlineData("https://app.bankid.com/?autostarttoken=TOKEN")]
    [InlineData("https://app.bankid.com/?autostarttoken=TOKEN&redirect=https%3A%2F%2Fshop.example%2F&rpref=eA==")]
    [InlineData("  bankid:///?autostarttoken=TOKEN\n")]
    public async Task Open_LaunchLink_StartsTheOrder(string link)
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);

        var answer = await simulator.Phone.OpenAsync(Filled(link, order), "elsa");

        Assert.Equal((200, "enterCode"), (answer.Status, answer.Step));
        Assert.Equal("pending/userSign", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }

    [Theory]
    [InlineData("bankid://?autostarttoken=TOKEN")]
    [InlineData("bankid:///?autoStartToken=TOKEN")]
    [InlineData("http://app.bankid.com/?autostarttoken=TOKEN")]
    [InlineData("https://app.bankid.com.evil.example/?autostarttoken=TOKEN")]
    [InlineData("bankid:///?autostarttoken=")]
    [InlineData("bankid:///?redirect=null")]
    public async Task Open_OtherText_IsNotALaunchLink(string link)
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);

        Assert.Equal("notALaunchLink", (await simulator.Phone.OpenAsync(Filled(link, order))).Error);
    }

    [Fact]
    public async Task Open_QrTokenAsAutoStartToken_IsUnknown()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);

        Assert.Equal("linkUnknown", (await simulator.Phone.OpenAsync($"bankid:///?autostarttoken={order.QrStartToken}")).Error);
    }

    [Fact]
    public async Task Open_Twice_IsRefused()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);
        await simulator.Phone.OpenAsync(Filled("bankid:///?autostarttoken=TOKEN", order));

        Assert.Equal("alreadyStarted", (await simulator.Phone.OpenAsync(Filled("bankid:///?autostarttoken=TOKEN", order))).Error);
    }

    [Theory]
    [InlineData("\"returnUrl\":\"https://shop.example/back#nonce=1\",", "&redirect=null", "https://shop.example/back#nonce=1")]
    [InlineData("\"returnUrl\":\"https://shop.example/back\",", "&redirect=https%3A%2F%2Fold.example%2F%3Fa%3Db%2520c", "https://shop.example/back")]
    [InlineData("", "&redirect=https%3A%2F%2Fold.example%2F%3Fa%3Db", "https://old.example/?a=b")]
    [InlineData("", "&redirect=null", null)]
    [InlineData("", "", null)]
    public async Task Done_AfterALink_ReturnsWhereTheRelyingPartySaid(string returnUrl, string redirect, string? expected)
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", $$"""{{{returnUrl}}"endUserIp":"198.51.100.7"}""");
        var phone = await simulator.Phone.OpenAsync($"bankid:///?autostarttoken={order.AutoStartToken}{redirect}", "elsa");
        Assert.Null(phone["redirect"]);

        Assert.Equal(expected, (await simulator.Phone.EnterCodeAsync(phone))["redirect"]);
    }

    [Fact]
    public async Task Done_AfterAScan_ReturnsNowhere()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (_, phone) = await simulator.ScannedAsync("auth", """{"endUserIp":"198.51.100.7","returnUrl":"https://shop.example/"}""");

        Assert.Null((await simulator.Phone.EnterCodeAsync(phone))["redirect"]);
    }

    private static string Filled(string link, Started order) => link.Replace("TOKEN", order.AutoStartToken, StringComparison.Ordinal);
}
