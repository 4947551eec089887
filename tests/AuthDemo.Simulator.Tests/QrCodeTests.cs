using AuthDemo.Simulator.Phone;

namespace AuthDemo.Simulator.Tests;

public sealed class QrCodeTests
{
    [Theory]
    [InlineData(0, "dc69358e712458a66a7525beef148ae8526b1c71610eff2c16cdffb4cdac9bf8")]
    [InlineData(1, "949d559bf23403952a94d103e67743126381eda00f0b3cbddbf7c96b1adcbce2")]
    [InlineData(2, "a9e5ec59cb4eee4ef4117150abc58fad7a85439a6a96ccbecc3668b41795b3f3")]
    [InlineData(17, "03642ea1c1249141a2f5706acf8cabdb474259afab830e4d94fb95a5229bbf6f")]
    [InlineData(361, "009cad8665592379a92884bbdb4816ea36bd29311906149df90788cd9541777d")]
    public void CodeAt_PublishedVector_IsExact(int seconds, string code) =>
        Assert.Equal(code, QrText.CodeAt("d28db9a7-4cde-429e-a983-359be676944c", seconds));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 0)]
    [InlineData(5, 6)]
    [InlineData(29, 24)]
    public async Task Scan_WithinTolerance_Starts(int elapsed, int seconds)
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);
        simulator.Advance(elapsed + 0.999);

        var answer = await simulator.Phone.ScanAsync(TestSimulator.Qr(order, seconds));

        Assert.Equal((200, "chooseIdentity"), (answer.Status, answer.Step));
        Assert.Equal("pending/started", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }

    [Theory]
    [InlineData(6, 0, "qrTooOld")]
    [InlineData(29, 23, "qrTooOld")]
    [InlineData(3, 5, "qrFromTheFuture")]
    public async Task Scan_OutsideTolerance_IsRefusedAndChangesNothing(int elapsed, int seconds, string error)
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);
        simulator.Advance(elapsed);

        var answer = await simulator.Phone.ScanAsync(TestSimulator.Qr(order, seconds));

        Assert.Equal((409, error), (answer.Status, answer.Error));
        Assert.Equal("pending/outstandingTransaction", (await simulator.Rp.CollectAsync(order.OrderRef)).Outcome);
    }

    [Fact]
    public async Task Scan_ToleranceIsConfigurable()
    {
        await using var simulator = await TestSimulator.StartAsync(o => o with { ScanTolerance = TimeSpan.FromSeconds(1) });
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);
        simulator.Advance(2);

        Assert.Equal("qrTooOld", (await simulator.Phone.ScanAsync(TestSimulator.Qr(order, 0))).Error);
        Assert.Equal(200, (await simulator.Phone.ScanAsync(TestSimulator.Qr(order, 1))).Status);
    }

    [Fact]
    public async Task Scan_CodeOfOtherSeconds_IsInvalid()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);
        var forged = $"bankid.{order.QrStartToken}.1.{QrText.CodeAt(order.QrStartSecret, 0)}";

        Assert.Equal("qrInvalid", (await simulator.Phone.ScanAsync(forged)).Error);
    }

    [Fact]
    public async Task Scan_Twice_SecondPhoneIsRefused()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var (order, _) = await simulator.ScannedAsync();

        Assert.Equal("alreadyStarted", (await simulator.Phone.ScanAsync(TestSimulator.Qr(order, 0), "omar")).Error);
    }

    [Fact]
    public async Task Scan_AfterCancel_OrderHasEnded()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);
        await simulator.Rp.CancelAsync(order.OrderRef);

        Assert.Equal("orderEnded", (await simulator.Phone.ScanAsync(TestSimulator.Qr(order, 0))).Error);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("bankid.TOKEN.00.CODE")]
    [InlineData("bankid.TOKEN.01.CODE")]
    [InlineData("bankid.TOKEN.-1.CODE")]
    [InlineData("bankid.TOKEN..CODE")]
    [InlineData("bankid.TOKEN.99999999999.CODE")]
    [InlineData("BANKID.TOKEN.0.CODE")]
    [InlineData("bankid.TOKEN.0.CODE.x")]
    [InlineData("bankid.x.0.CODE")]
    public async Task Scan_OtherText_IsNotAQrCode(string shape)
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);
        var text = shape.Replace("TOKEN", order.QrStartToken, StringComparison.Ordinal)
            .Replace("CODE", QrText.CodeAt(order.QrStartSecret, 0), StringComparison.Ordinal);

        Assert.Equal("notAQrCode", (await simulator.Phone.ScanAsync(text)).Error);
    }

    [Fact]
    public async Task Scan_UpperCaseHexadecimal_IsNotAQrCode()
    {
        await using var simulator = await TestSimulator.StartAsync();
        var order = await simulator.Rp.StartAsync("auth", Requests.Auth);
        var text = $"bankid.{order.QrStartToken}.0.{QrText.CodeAt(order.QrStartSecret, 0).ToUpperInvariant()}";

        Assert.Equal("notAQrCode", (await simulator.Phone.ScanAsync(text)).Error);
    }

    [Fact]
    public async Task Scan_TokenOfNoOrder_IsUnknown()
    {
        await using var simulator = await TestSimulator.StartAsync();

        Assert.Equal("qrUnknown", (await simulator.Phone.ScanAsync($"bankid.{Guid.NewGuid()}.0.{new string('0', 64)}")).Error);
    }
}
