using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.SignIn;

/// <summary>The sign-in on a phone, in both languages and themes, its accessibility and its page weight.</summary>
public sealed class AppearanceStories(Browser browser)
{
    [Fact]
    public async Task User_of_a_phone_signs_in_with_the_app_on_it()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync(Devices.IPhone());
        var phone = await environment.PhoneAsync(Phone.Elsa);

        await screen.GoToAsync("/sign-in");
        await screen.SaveScreenshotAsync("phone-start");
        await screen.PressAsync("BankID on this device");
        await screen.ShowsHeadingAsync("Open the BankID app");
        await screen.FitsViewportAsync();
        await screen.IsAccessibleAsync();
        await screen.SaveScreenshotAsync("phone-launch");
        var link = await screen.LaunchLinkAsync();
        Assert.StartsWith("https://app.bankid.com/?autostarttoken=", link, StringComparison.Ordinal);
        await phone.OpenAsync(link);
        await screen.ShowsHeadingAsync("Enter your security code");
        await screen.SaveScreenshotAsync("phone-code");
        await screen.DiscardPageAsync();
        await phone.EnterCodeAsync();

        await screen.ReturnFromAppAsync(phone.Redirect);
        await screen.ShowsTextAsync(phone.Name);
        await screen.FitsViewportAsync();
        await screen.SaveScreenshotAsync("phone-signed-in");
    }

    [Fact]
    public async Task User_switches_device_and_the_first_order_is_gone()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync(Devices.IPhone());
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await screen.GoToAsync("/sign-in");
        await screen.PressAsync("BankID on this device");
        await screen.ShowsHeadingAsync("Open the BankID app");

        await screen.PressAsync("Open BankID on another device instead");

        await screen.ShowsHeadingAsync("Scan the QR code");
        await screen.FitsViewportAsync();
        await screen.SkipToContentAsync();
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.ShowsTextAsync(phone.Name);
    }

    [Fact]
    public async Task User_signs_in_in_swedish_and_the_language_is_remembered()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync(new() { Locale = "sv-SE", ViewportSize = new() { Width = 1280, Height = 900 } });
        var phone = await environment.PhoneAsync("asa");

        await screen.GoToAsync("/sign-in");
        Assert.Equal("sv", await screen.LanguageAsync());
        await screen.PressAsync("Mobilt BankID");
        await screen.ShowsTextAsync("Starta BankID-appen");
        await screen.SaveScreenshotAsync("swedish-scan");
        await screen.PressAsync("English");
        await screen.ShowsHeadingAsync("Scan the QR code");
        Assert.Equal("en", await screen.LanguageAsync());
        await screen.PressAsync("Svenska");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await screen.ShowsTextAsync("Skriv in din säkerhetskod i BankID-appen och välj Identifiera eller Skriv under.");
        await phone.EnterCodeAsync();
        await screen.ShowsTextAsync(phone.Name);
        Assert.Equal("sv", await screen.LanguageAsync());
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_step_of_a_sign_in_is_accessible(ColorScheme theme)
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync(new() { ColorScheme = theme, ViewportSize = new() { Width = 1280, Height = 900 } });
        var phone = await environment.PhoneAsync(Phone.Omar);
        async Task CheckStepAsync(string step)
        {
            await screen.IsAccessibleAsync();
            await screen.SaveScreenshotAsync($"{theme}-{step}".ToLowerInvariant());
        }

        await screen.GoToAsync("/");
        await CheckStepAsync("home");
        await screen.GoToAsync("/sign-in");
        await CheckStepAsync("start");
        await screen.PressAsync("Mobile BankID");
        await screen.ShowsHeadingAsync("Scan the QR code");
        await CheckStepAsync("scan");
        await screen.PressAsync("Enlarge the code");
        await CheckStepAsync("scan-large");
        await screen.PressAsync("Close");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await screen.ShowsHeadingAsync("Enter your security code");
        await CheckStepAsync("code");
        await phone.CancelAsync();
        await screen.ShowsHeadingAsync("The sign-in was cancelled");
        await CheckStepAsync("cancelled");
        await screen.PressAsync("Try again");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.ShowsTextAsync(phone.Name);
        await CheckStepAsync("signed-in");
        await screen.GoToAsync("/no-such-page");
        await CheckStepAsync("not-found");
    }

    [Fact]
    public async Task Page_with_the_qr_code_loads_less_than_100_kilobytes()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync();
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
