using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.SignIn;

/// <summary>Users sign in by QR code or link, sign out, and cancel in the browser or in the app.</summary>
public sealed class SignInStories(Browser browser)
{
    [Fact]
    public async Task User_signs_in_by_scanning_the_qr_code_and_signs_out()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);

        await screen.GoToAsync("/");
        await screen.FollowAsync("Sign in with BankID");
        await screen.PressAsync("Mobile BankID");
        await screen.ShowsHeadingAsync("Scan the QR code");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await screen.ShowsHeadingAsync("Enter your security code");
        await screen.ShowsNoQrCodeAsync();
        await phone.EnterCodeAsync();

        await screen.ShowsTextAsync(phone.Name);
        await screen.ShowsTextAsync($"{phone.PersonalNumber[..8]}-••••");
        Assert.DoesNotContain(phone.PersonalNumber, await screen.Page.ContentAsync(), StringComparison.Ordinal);
        var cookie = Assert.Single(await screen.Page.Context.CookiesAsync(), c => c.Name == "authdemo");
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Lax, cookie.SameSite);

        await screen.PressAsync("Sign out");
        await screen.ShowsTextAsync("Sign in with BankID");
        Assert.DoesNotContain(await screen.Page.Context.CookiesAsync(), c => c.Name == "authdemo");
    }

    [Fact]
    public async Task User_signs_in_on_the_same_device_by_following_the_link()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync("karl");

        await screen.GoToAsync("/sign-in");
        await screen.PressAsync("BankID on this computer");
        await screen.ShowsHeadingAsync("Open the BankID app");
        var link = await screen.LaunchLinkAsync();
        Assert.StartsWith("bankid:///?autostarttoken=", link, StringComparison.Ordinal);
        await phone.OpenAsync(link);
        await screen.ShowsHeadingAsync("Enter your security code");
        await phone.EnterCodeAsync();

        await screen.ShowsTextAsync(phone.Name);
    }

    [Fact]
    public async Task User_cancels_in_the_browser()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();
        var code = await screen.ReadQrCodeAsync();

        await screen.PressAsync("Cancel");

        await screen.ShowsHeadingAsync("The sign-in was cancelled");
        Assert.NotEmpty(await phone.RefusesToScanAsync(code));
    }

    [Fact]
    public async Task User_cancels_in_the_phone_and_tries_again()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await screen.ShowsHeadingAsync("Enter your security code");

        await phone.CancelAsync();

        await screen.ShowsHeadingAsync("The sign-in was cancelled");
        await screen.ShowsTextAsync("The action was cancelled.");
        await screen.PressAsync("Try again");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.ShowsTextAsync(phone.Name);
    }
}
