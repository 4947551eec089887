namespace AuthDemo.EndToEnd.Tests.SignIn.EdgeCases;

/// <summary>Orders that end otherwise than hoped for: the rows of §6.4 about it, each story named after its row.</summary>
public sealed class OrderStories(Browser browser)
{
    private const string Cancelled = "The sign-in was cancelled";
    private const string NotThrough = "The sign-in did not go through";

    [Fact]
    public async Task AlreadyInProgress_TellsRfa4AndMayBeTriedAgain()
    {
        await using var stage = await Stage.SetAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await stage.BankId.Faults.AddNextAsync("already-in-progress", operation: "auth");

        await screen.GoToAsync("/sign-in");
        await screen.PressAsync("Mobile BankID");

        await screen.SeesAsync(NotThrough);
        await screen.ReadsAsync("An identification or signature is already in progress for your personal identity number. Please try again.");
        await screen.PressAsync("Try again");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.ReadsAsync(phone.Name);
    }

    [Fact]
    public async Task SecondTabStartsInSameSession_OldOrderIsCancelledFirstAndTheOldTabShowsCancelled()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var old = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync("karl");
        await old.ChooseOtherDeviceAsync();
        var tab = await old.OpenTabAsync();

        await tab.GoToAsync("/sign-in");
        await tab.PressAsync("BankID on this computer");

        await old.SeesAsync(Cancelled);
        await old.ReadsAsync("You have begun a new sign-in in this browser. Continue there.");
        Assert.Equal([("failed", true), ("pending", false)], (await stage.BankId.OrdersAsync()).Select(order => (order.Status, order.Delivered)));
        await phone.OpenAsync(await tab.LaunchLinkAsync());
        await phone.EnterCodeAsync();
        await tab.ReadsAsync(phone.Name);
    }

    [Fact]
    public async Task TwoDifferentOrdersPickedUpBySamePerson_TheFirstIsCancelledWithRfa3()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var (first, second) = (await stage.OpenBrowserAsync(), await stage.OpenBrowserAsync());
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await first.ChooseOtherDeviceAsync();
        await second.ChooseOtherDeviceAsync();
        await phone.ScanAsync(await first.ReadQrCodeAsync());
        await first.SeesAsync("Enter your security code");

        await phone.ScanAsync(await second.ReadQrCodeAsync());

        await first.SeesAsync(Cancelled);
        await first.ReadsAsync("The action was cancelled. Please try again.");
        await phone.EnterCodeAsync();
        await second.ReadsAsync(phone.Name);
    }

    [Fact]
    public async Task AppTooOld_TellsToUpdateIt()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync(Devices.IPhone());
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await stage.BankId.PutIdentityAsync(new(Phone.Elsa) { AppTooOld = true });

        await phone.OpenAsync(await screen.ChooseThisDeviceAsync());

        await screen.SeesAsync(NotThrough);
        await screen.ReadsAsync("Your BankID app needs an update. Update it in your app store, then try again.");
        Assert.Equal("notSupportedByUserApp", Assert.Single(await stage.BankId.OrdersAsync()).HintCode);
    }

    [Fact]
    public async Task WrongCodeTooManyTimes_IsFinalWithRfa16()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();
        await phone.ScanAsync(await screen.ReadQrCodeAsync());

        for (var wrong = 0; wrong < 2; wrong++)
            await phone.EnterWrongCodeAsync();
        await phone.EnterCodeAsync("000000");

        await screen.SeesAsync(NotThrough);
        await screen.ReadsAsync("Your BankID is blocked or too old. Please use another BankID or get a new one from your bank.");
        await screen.OffersNotAsync("Try again");
    }

    [Fact]
    public async Task RpOutage_KeepsTheLastPendingStateAndBacksOff()
    {
        await using var stage = await Stage.SetAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();
        await stage.BankId.Faults.AddNextAsync("internal-error", operation: "collect");
        await stage.BankId.Faults.AddNextAsync("rate-limited", operation: "collect");
        await stage.BankId.Faults.AddNextAsync("reset", operation: "collect");

        await screen.ReadsAsync("BankID is slow to answer");
        await screen.SeesAsync("Scan the QR code");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await screen.SeesAsync("Enter your security code");
        await screen.ReadsNoMoreAsync("BankID is slow to answer");
        await phone.EnterCodeAsync();

        await screen.ReadsAsync(phone.Name);
        Assert.DoesNotContain(await stage.BankId.LintAsync(), finding => finding.Rule == "collect-too-often");
    }

    [Fact]
    public async Task CancelFails_IsIgnoredAndGoesOn()
    {
        await using var stage = await Stage.SetAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();
        await stage.BankId.Faults.AddNextAsync("invalid-parameters", operation: "cancel");

        await screen.PressAsync("Cancel");

        await screen.SeesAsync(Cancelled);
        await screen.PressAsync("Try again");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.ReadsAsync(phone.Name);
    }

    [Fact]
    public async Task PageClosed_TheWatchdogCancelsTheOrder()
    {
        await using var stage = await Stage.SetAsync(browser, new Dictionary<string, string> { ["Sessions:OwnerGoneAfter"] = "00:00:05" });
        var screen = await stage.OpenBrowserAsync();
        await screen.ChooseOtherDeviceAsync();

        await screen.Page.CloseAsync();

        await stage.BankIdHasAsync(orders => orders.Single() is { Status: "failed", HintCode: "cancelled", Delivered: true });
    }
}
