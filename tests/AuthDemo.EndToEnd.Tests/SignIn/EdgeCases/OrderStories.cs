namespace AuthDemo.EndToEnd.Tests.SignIn.EdgeCases;

/// <summary>Orders that fail or are cancelled. Edge cases of the protocol facts, §6.4; each story is named after its row.</summary>
public sealed class OrderStories(Browser browser)
{
    private const string Cancelled = "The sign-in was cancelled";
    private const string NotThrough = "The sign-in did not go through";

    [Fact]
    public async Task AlreadyInProgress_TellsRfa4AndMayBeTriedAgain()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await environment.BankId.Faults.AddNextAsync("already-in-progress", operation: "auth");

        await screen.GoToAsync("/sign-in");
        await screen.PressAsync("Mobile BankID");

        await screen.ShowsHeadingAsync(NotThrough);
        await screen.ShowsTextAsync("An identification or signature is already in progress for your personal identity number. Please try again.");
        await screen.PressAsync("Try again");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.ShowsTextAsync(phone.Name);
    }

    [Fact]
    public async Task SecondTabStartsInSameSession_OldOrderIsCancelledFirstAndTheOldTabShowsCancelled()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var old = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync("karl");
        await old.ChooseOtherDeviceAsync();
        var tab = await old.OpenTabAsync();

        await tab.GoToAsync("/sign-in");
        await tab.PressAsync("BankID on this computer");

        await old.ShowsHeadingAsync(Cancelled);
        await old.ShowsTextAsync("You have begun a new sign-in in this browser. Continue there.");
        Assert.Equal([("failed", true), ("pending", false)], (await environment.BankId.OrdersAsync()).Select(order => (order.Status, order.Delivered)));
        await phone.OpenAsync(await tab.LaunchLinkAsync());
        await phone.EnterCodeAsync();
        await tab.ShowsTextAsync(phone.Name);
    }

    [Fact]
    public async Task TwoDifferentOrdersPickedUpBySamePerson_TheFirstIsCancelledWithRfa3()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var (first, second) = (await environment.OpenBrowserAsync(), await environment.OpenBrowserAsync());
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await first.ChooseOtherDeviceAsync();
        await second.ChooseOtherDeviceAsync();
        await phone.ScanAsync(await first.ReadQrCodeAsync());
        await first.ShowsHeadingAsync("Enter your security code");

        await phone.ScanAsync(await second.ReadQrCodeAsync());

        await first.ShowsHeadingAsync(Cancelled);
        await first.ShowsTextAsync("The action was cancelled. Please try again.");
        await phone.EnterCodeAsync();
        await second.ShowsTextAsync(phone.Name);
    }

    [Fact]
    public async Task AppTooOld_TellsToUpdateIt()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync(Devices.IPhone());
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await environment.BankId.PutIdentityAsync(new(Phone.Elsa) { AppTooOld = true });

        await phone.OpenAsync(await screen.ChooseThisDeviceAsync());

        await screen.ShowsHeadingAsync(NotThrough);
        await screen.ShowsTextAsync("Your BankID app needs an update. Update it in your app store, then try again.");
        Assert.Equal("notSupportedByUserApp", Assert.Single(await environment.BankId.OrdersAsync()).HintCode);
    }

    [Fact]
    public async Task WrongCodeTooManyTimes_IsFinalWithRfa16()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();
        await phone.ScanAsync(await screen.ReadQrCodeAsync());

        for (var wrong = 0; wrong < 3; wrong++)
            await phone.EnterWrongCodeAsync();

        await screen.ShowsHeadingAsync(NotThrough);
        await screen.ShowsTextAsync("Your BankID is blocked or too old. Please use another BankID or get a new one from your bank.");
        await screen.HasNoButtonAsync("Try again");
    }

    [Fact]
    public async Task RpOutage_KeepsTheLastPendingStateAndBacksOff()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();
        await environment.BankId.Faults.AddNextAsync("internal-error", operation: "collect");
        await environment.BankId.Faults.AddNextAsync("rate-limited", operation: "collect");
        await environment.BankId.Faults.AddNextAsync("reset", operation: "collect");

        await screen.ShowsTextAsync("BankID is slow to answer");
        await screen.ShowsHeadingAsync("Scan the QR code");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await screen.ShowsHeadingAsync("Enter your security code");
        await screen.HidesTextAsync("BankID is slow to answer");
        await phone.EnterCodeAsync();

        await screen.ShowsTextAsync(phone.Name);
        Assert.DoesNotContain(await environment.BankId.LintAsync(), finding => finding.Rule == "collect-too-often");
    }

    [Fact]
    public async Task CancelFails_IsIgnoredAndGoesOn()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();
        await environment.BankId.Faults.AddNextAsync("invalid-parameters", operation: "cancel");

        await screen.PressAsync("Cancel");

        await screen.ShowsHeadingAsync(Cancelled);
        await screen.PressAsync("Try again");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.ShowsTextAsync(phone.Name);
    }

    [Fact]
    public async Task PageClosed_TheWatchdogCancelsTheOrder()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser, new Dictionary<string, string> { ["Sessions:OwnerGoneAfter"] = "00:00:05" });
        var screen = await environment.OpenBrowserAsync();
        await screen.ChooseOtherDeviceAsync();

        await screen.Page.CloseAsync();

        await environment.WaitForOrdersAsync(orders => orders.Single() is { Status: "failed", HintCode: "cancelled", Delivered: true });
    }
}
