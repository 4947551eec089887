using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.SignIn;

/// <summary>The sign-in on a phone, in both languages and themes, for people who cannot see it well, and on a slow line.</summary>
public sealed class AppearanceStories(Browser browser)
{
    [Fact]
    public async Task User_of_a_phone_signs_in_with_the_app_on_it()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync(Devices.IPhone());
        var phone = await stage.PhoneOfAsync(Phone.Elsa);

        await screen.GoToAsync("/sign-in");
        await screen.PictureAsync("phone-start");
        await screen.PressAsync("BankID on this device");
        await screen.SeesAsync("Open the BankID app");
        await screen.FitsAsync();
        await screen.IsAccessibleAsync();
        await screen.PictureAsync("phone-launch");
        var link = await screen.LaunchLinkAsync();
        Assert.StartsWith("https://app.bankid.com/?autostarttoken=", link, StringComparison.Ordinal);
        await phone.OpenAsync(link);
        await screen.SeesAsync("Enter your security code");
        await screen.PictureAsync("phone-code");
        await screen.LeaveForTheAppAsync();
        await phone.EnterCodeAsync();

        await screen.ComeBackAsync(phone.Redirect);
        await screen.ReadsAsync(phone.Name);
        await screen.FitsAsync();
        await screen.PictureAsync("phone-signed-in");
    }

    [Fact]
    public async Task User_switches_device_and_the_first_order_is_gone()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync(Devices.IPhone());
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await screen.GoToAsync("/sign-in");
        await screen.PressAsync("BankID on this device");
        await screen.SeesAsync("Open the BankID app");

        await screen.PressAsync("Open BankID on another device instead");

        await screen.SeesAsync("Scan the QR code");
        await screen.FitsAsync();
        await screen.SkipToContentAsync();
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.ReadsAsync(phone.Name);
    }

    [Fact]
    public async Task User_signs_in_in_swedish_and_the_language_is_remembered()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync(new() { Locale = "sv-SE", ViewportSize = new() { Width = 1280, Height = 900 } });
        var phone = await stage.PhoneOfAsync("asa");

        await screen.GoToAsync("/sign-in");
        Assert.Equal("sv", await screen.LanguageAsync());
        await screen.PressAsync("Mobilt BankID");
        await screen.ReadsAsync("Starta BankID-appen");
        await screen.PictureAsync("swedish-scan");
        await screen.PressAsync("English");
        await screen.SeesAsync("Scan the QR code");
        Assert.Equal("en", await screen.LanguageAsync());
        await screen.PressAsync("Svenska");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await screen.ReadsAsync("Skriv in din säkerhetskod i BankID-appen och välj Identifiera eller Skriv under.");
        await phone.EnterCodeAsync();
        await screen.ReadsAsync(phone.Name);
        Assert.Equal("sv", await screen.LanguageAsync());
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_step_of_a_sign_in_breaks_a_rule_of_accessibility(ColorScheme theme)
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync(new() { ColorScheme = theme, ViewportSize = new() { Width = 1280, Height = 900 } });
        var phone = await stage.PhoneOfAsync(Phone.Omar);
        async Task LookAsync(string step)
        {
            await screen.IsAccessibleAsync();
            await screen.PictureAsync($"{theme}-{step}".ToLowerInvariant());
        }

        await screen.GoToAsync("/");
        await LookAsync("home");
        await screen.GoToAsync("/sign-in");
        await LookAsync("start");
        await screen.PressAsync("Mobile BankID");
        await screen.SeesAsync("Scan the QR code");
        await LookAsync("scan");
        await screen.PressAsync("Enlarge the code");
        await LookAsync("scan-large");
        await screen.PressAsync("Close");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await screen.SeesAsync("Enter your security code");
        await LookAsync("code");
        await phone.CancelAsync();
        await screen.SeesAsync("The sign-in was cancelled");
        await LookAsync("cancelled");
        await screen.PressAsync("Try again");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.ReadsAsync(phone.Name);
        await LookAsync("signed-in");
        await screen.GoToAsync("/no-such-page");
        await LookAsync("not-found");
    }

    [Fact]
    public async Task The_page_with_the_qr_code_weighs_less_than_100_kilobytes()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        await screen.GoToAsync("/sign-in");
        var client = await screen.Page.Context.NewCDPSessionAsync(screen.Page);
        await client.SendAsync("Network.enable");
        await client.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
        var bytes = 0L;
        client.Event("Network.loadingFinished").OnEvent += (_, message) =>
            Interlocked.Add(ref bytes, (long)message!.Value.GetProperty("encodedDataLength").GetDouble());

        await screen.PressAsync("Mobile BankID");
        await screen.ReadQrCodeAsync();
        await screen.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.InRange(Interlocked.Read(ref bytes), 1, 100_000);
    }
}
