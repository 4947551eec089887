namespace AuthDemo.EndToEnd.Tests.SignIn.EdgeCases;

/// <summary>Time goes on, here or at BankID: the rows of §6.4 about it, each story named after its row.</summary>
public sealed class TimeStories(Browser browser)
{
    [Fact]
    public async Task TabAsleep_TheSessionGoesOnAndTheCodeJumpsToTheCurrentSecond()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();
        var witness = await screen.OpenTabAsync();
        await witness.GoToAsync(new Uri(screen.Page.Url).AbsolutePath);
        var atSleep = QrText.Of(await screen.ReadQrCodeAsync());

        var sleep = await screen.FallAsleepAsync();
        var meanwhile = QrText.Of(await witness.ReadQrCodeAsync(code => code.Seconds >= atSleep.Seconds + 2));
        await sleep.WakeAsync();

        // What came meanwhile may flash by; the code that stays is the one of now, or the phone below refuses it.
        var awake = await screen.ReadQrCodeAsync(code => code.Seconds >= meanwhile.Seconds);
        Assert.Equal(atSleep.Order, QrText.Of(awake).Order);

        // Asleep again, and nobody else looks: the service collects all the same.
        await witness.Page.CloseAsync();
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await screen.SeesAsync("Enter your security code");
        var there = screen.Page.Url;
        sleep = await screen.FallAsleepAsync();
        await phone.EnterCodeAsync();
        await stage.BankIdHasAsync(orders => orders.Single() is { Status: "complete", Delivered: true });
        Assert.Equal(there, screen.Page.Url);
        await sleep.WakeAsync();
        await screen.ReadsAsync(phone.Name);
    }

    [Fact]
    public async Task QrExpiredWhileDisplayed_RenewsSilently_AndTheOldCodeIsTooOld()
    {
        await using var stage = await Stage.SetAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Omar);
        await screen.ChooseOtherDeviceAsync();
        var old = await screen.ReadQrCodeAsync();

        await stage.BankId.Clock.AdvanceAsync(25);
        Assert.Equal("qrTooOld", await phone.RefusesToScanAsync(old));
        await stage.BankId.Clock.AdvanceAsync(6);
        var renewed = await screen.ReadQrCodeAsync(code => code.Order != QrText.Of(old).Order);

        Assert.Equal("qrTooOld", await phone.RefusesToScanAsync(old));
        await phone.ScanAsync(renewed);
        await phone.EnterCodeAsync();
        await screen.ReadsAsync(phone.Name);
        Assert.Equal(["startFailed", null], (await stage.BankId.OrdersAsync()).Select(order => order.HintCode));
    }

    [Fact]
    public async Task UserOpensAppWithoutScanning_StaysOutstandingUntilStartFailed()
    {
        await using var stage = await Stage.SetAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();
        var first = QrText.Of(await screen.ReadQrCodeAsync());

        await phone.FindsNothingAsync();
        Assert.Equal("outstandingTransaction", Assert.Single(await stage.BankId.OrdersAsync()).HintCode);
        Assert.Equal(first.Order, QrText.Of(await screen.ReadQrCodeAsync()).Order);
        await stage.BankId.Clock.AdvanceAsync(31);

        await screen.ReadQrCodeAsync(code => code.Order != first.Order);
        Assert.Equal(["startFailed", "outstandingTransaction"], (await stage.BankId.OrdersAsync()).Select(order => order.HintCode));
    }

    [Fact]
    public async Task ClockSkewServerVersusBankId_DoesNotMatter()
    {
        // Not even by a day. Whether a proof is fresh is another question, and asked of both clocks: it is off here.
        await using var stage = await Stage.SetAsync(browser, new Dictionary<string, string> { ["BankId:VerifySignatures"] = "Off" });
        await stage.BankId.Clock.AdvanceAsync(86_400);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);

        await screen.ChooseOtherDeviceAsync();
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();

        await screen.ReadsAsync(phone.Name);
        Assert.DoesNotContain(await stage.BankId.LintAsync(), finding => finding.Rule == "qr-ahead");
    }
}
