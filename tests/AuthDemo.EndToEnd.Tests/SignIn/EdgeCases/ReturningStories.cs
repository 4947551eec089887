namespace AuthDemo.EndToEnd.Tests.SignIn.EdgeCases;

/// <summary>Returning from the app. Edge cases of the protocol facts, §6.4; each story is named after its row.</summary>
public sealed class ReturningStories(Browser browser)
{
    [Fact]
    public async Task IosSafariReturnReload_ResumesFromTheServerSession()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync(Devices.IPhone());
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await phone.OpenAsync(await screen.ChooseThisDeviceAsync());
        await screen.ShowsHeadingAsync("Enter your security code");

        await screen.DiscardPageAsync();
        await phone.EnterCodeAsync();
        await screen.ReturnFromAppAsync(phone.Redirect);

        await screen.ShowsTextAsync(phone.Name);
        Assert.True(Assert.Single(await environment.BankId.OrdersAsync()).Delivered);
        Assert.DoesNotContain(await environment.BankId.LintAsync(), finding => finding.Rule == "collect-after-final");
    }

    [Fact]
    public async Task ReturnInNewTab_GoesOnThereAndTheOldTabTellsTheSame()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var old = await environment.OpenBrowserAsync(Devices.IPhone());
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await phone.OpenAsync(await old.ChooseThisDeviceAsync());
        await phone.EnterCodeAsync();

        var tab = await old.OpenTabAsync();
        await tab.ReturnFromAppAsync(phone.Redirect);

        await tab.ShowsTextAsync(phone.Name);
        await old.ShowsTextAsync(phone.Name);
        Assert.Single(await environment.BankId.OrdersAsync());
    }

    [Fact]
    public async Task ReturnInOtherBrowser_TellsToFinishInTheBrowserThatStarted()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var started = await environment.OpenBrowserAsync(Devices.IPhone());
        var other = await environment.OpenBrowserAsync(Devices.IPhone());
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await phone.OpenAsync(await started.ChooseThisDeviceAsync());
        var session = new Uri(started.Page.Url).AbsolutePath;

        await other.GoToAsync(session);

        await other.ShowsHeadingAsync("This sign-in cannot be shown here");
        await other.ShowsTextAsync("Go back to the browser you started in and continue there.");
        await phone.EnterCodeAsync();
        await started.ShowsTextAsync(phone.Name);
        await other.GoToAsync("/");
        await other.ShowsTextAsync("Sign in with BankID");
        Assert.Single(await environment.BankId.OrdersAsync());
    }

    [Fact]
    public async Task ThirdPartyIosBrowser_TellsToSwitchBackByHand()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync(Devices.IPhone(Devices.EdgeOnIos));
        var phone = await environment.PhoneAsync(Phone.Elsa);

        await phone.OpenAsync(await screen.ChooseThisDeviceAsync());
        await screen.ShowsHeadingAsync("Enter your security code");
        await phone.EnterCodeAsync();

        Assert.Equal("done", phone.Step);
        Assert.Null(phone.Redirect);
        await screen.ShowsTextAsync(phone.Name);
    }

    [Theory]
    [InlineData(Devices.EdgeOnIos, true)]
    [InlineData(Devices.Safari, false)]
    public async Task ThirdPartyIosBrowser_IsHintedAtBeforeItLeaves(string userAgent, bool isHinted)
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync(Devices.IPhone(userAgent));
        const string hint = "When you are done in the app, come back to this page yourself.";

        await screen.ChooseThisDeviceAsync();

        if (isHinted)
            await screen.ShowsTextAsync(hint);
        else
            await screen.HidesTextAsync(hint);
    }
}
