namespace AuthDemo.EndToEnd.Tests.SignIn.EdgeCases;

/// <summary>Suspended tabs, expiry and clock skew. Edge cases of the protocol facts, §6.4; each story is named after its row.</summary>
public sealed class TimeStories(Browser browser)
{
    [Fact]
    public async Task TabAsleep_TheSessionGoesOnAndTheCodeJumpsToTheCurrentSecond()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();
        var witness = await screen.OpenTabAsync();
        await witness.GoToAsync(new Uri(screen.Page.Url).AbsolutePath);
        var atSleep = QrText.Of(await screen.ReadQrCodeAsync());

        var paused = await screen.PauseAsync();
        var meanwhile = QrText.Of(await witness.ReadQrCodeAsync(code => code.Seconds >= atSleep.Seconds + 2));
        await paused.ResumeAsync();

        // Codes from the pause may appear briefly; the code that stays is current, or the phone below refuses it.
        var awake = await screen.ReadQrCodeAsync(code => code.Seconds >= meanwhile.Seconds);
        Assert.Equal(atSleep.Order, QrText.Of(awake).Order);

        // Paused again, and no other page follows: the service still collects.
        await witness.Page.CloseAsync();
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await screen.ShowsHeadingAsync("Enter your security code");
        var there = screen.Page.Url;
        paused = await screen.PauseAsync();
        await phone.EnterCodeAsync();
        await environment.WaitForOrdersAsync(orders => orders.Single() is { Status: "complete", Delivered: true });
        Assert.Equal(there, screen.Page.Url);
        await paused.ResumeAsync();
        await screen.ShowsTextAsync(phone.Name);
    }

    [Fact]
    public async Task QrExpiredWhileDisplayed_RenewsSilently_AndTheOldCodeIsTooOld()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Omar);
        await screen.ChooseOtherDeviceAsync();
        var old = await screen.ReadQrCodeAsync();

        await environment.BankId.Clock.AdvanceAsync(25);
        Assert.Equal("qrTooOld", await phone.RefusesToScanAsync(old));
        await environment.BankId.Clock.AdvanceAsync(6);
        var renewed = await screen.ReadQrCodeAsync(code => code.Order != QrText.Of(old).Order);

        Assert.Equal("qrTooOld", await phone.RefusesToScanAsync(old));
        await phone.ScanAsync(renewed);
        await phone.EnterCodeAsync();
        await screen.ShowsTextAsync(phone.Name);
        Assert.Equal(["startFailed", null], (await environment.BankId.OrdersAsync()).Select(order => order.HintCode));
    }

    [Fact]
    public async Task UserOpensAppWithoutScanning_StaysOutstandingUntilStartFailed()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();
        var first = QrText.Of(await screen.ReadQrCodeAsync());

        await phone.AssertNothingWaitsAsync();
        Assert.Equal("outstandingTransaction", Assert.Single(await environment.BankId.OrdersAsync()).HintCode);
        Assert.Equal(first.Order, QrText.Of(await screen.ReadQrCodeAsync()).Order);
        await environment.BankId.Clock.AdvanceAsync(31);

        await screen.ReadQrCodeAsync(code => code.Order != first.Order);
        Assert.Equal(["startFailed", "outstandingTransaction"], (await environment.BankId.OrdersAsync()).Select(order => order.HintCode));
    }

    [Fact]
    public async Task ClockSkewServerVersusBankId_DoesNotMatter()
    {
        // Not even by a day. Checking a proof's freshness compares both clocks, so it is turned off here.
        await using var environment = await TestEnvironment.CreateAsync(browser, new Dictionary<string, string> { ["BankId:VerifySignatures"] = "Off" });
        await environment.BankId.Clock.AdvanceAsync(86_400);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);

        await screen.ChooseOtherDeviceAsync();
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();

        await screen.ShowsTextAsync(phone.Name);
        Assert.DoesNotContain(await environment.BankId.LintAsync(), finding => finding.Rule == "qr-ahead");
    }
}
