namespace AuthDemo.EndToEnd.Tests.SignIn.EdgeCases;

/// <summary>Coming back from the app: the rows of the facts' edge cases (§6.4) about it, each story named after its row.</summary>
public sealed class ReturningStories(Browser browser)
{
    [Fact]
    public async Task IosSafariReturnReload_ResumesFromTheServerSession()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync(Devices.IPhone());
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await phone.OpenAsync(await screen.ChooseThisDeviceAsync());
        await screen.SeesAsync("Enter your security code");

        await screen.LeaveForTheAppAsync();
        await phone.EnterCodeAsync();
        await screen.ComeBackAsync(phone.Redirect);

        await screen.ReadsAsync(phone.Name);
        Assert.True(Assert.Single(await stage.BankId.OrdersAsync()).Delivered);
        Assert.DoesNotContain(await stage.BankId.LintAsync(), finding => finding.Rule == "collect-after-final");
    }

    [Fact]
    public async Task ReturnInNewTab_GoesOnThereAndTheOldTabTellsTheSame()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var old = await stage.OpenBrowserAsync(Devices.IPhone());
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await phone.OpenAsync(await old.ChooseThisDeviceAsync());
        await phone.EnterCodeAsync();

        var tab = await old.OpenTabAsync();
        await tab.ComeBackAsync(phone.Redirect);

        await tab.ReadsAsync(phone.Name);
        await old.ReadsAsync(phone.Name);
        Assert.Single(await stage.BankId.OrdersAsync());
    }

    [Fact]
    public async Task ReturnInOtherBrowser_TellsToFinishInTheBrowserThatStarted()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var started = await stage.OpenBrowserAsync(Devices.IPhone());
        var other = await stage.OpenBrowserAsync(Devices.IPhone());
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await phone.OpenAsync(await started.ChooseThisDeviceAsync());
        var session = new Uri(started.Page.Url).AbsolutePath;

        await other.GoToAsync(session);

        await other.SeesAsync("This sign-in cannot be shown here");
        await other.ReadsAsync("Go back to the browser you started in and continue there.");
        await phone.EnterCodeAsync();
        await started.ReadsAsync(phone.Name);
        await other.GoToAsync("/");
        await other.ReadsAsync("Sign in with BankID");
        Assert.Single(await stage.BankId.OrdersAsync());
    }

    [Fact]
    public async Task ThirdPartyIosBrowser_TellsToSwitchBackByHand()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync(Devices.IPhone(Devices.EdgeOnIos));
        var phone = await stage.PhoneOfAsync(Phone.Elsa);

        await phone.OpenAsync(await screen.ChooseThisDeviceAsync());
        await screen.SeesAsync("Enter your security code");
        await phone.EnterCodeAsync();

        Assert.Equal("done", phone.Step);
        Assert.Null(phone.Redirect);
        await screen.ReadsAsync(phone.Name);
    }

    [Theory]
    [InlineData(Devices.EdgeOnIos, true)]
    [InlineData(Devices.Safari, false)]
    public async Task ThirdPartyIosBrowser_IsHintedAtBeforeItLeaves(string userAgent, bool isHinted)
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync(Devices.IPhone(userAgent));
        const string hint = "When you are done in the app, come back to this page yourself.";

        await screen.ChooseThisDeviceAsync();

        if (isHinted)
            await screen.ReadsAsync(hint);
        else
            await screen.ReadsNoMoreAsync(hint);
    }
}
