using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.SignIn;

/// <summary>A person signs in, and the ways a person ends a try.</summary>
public sealed class SignInStories(Browser browser)
{
    [Fact]
    public async Task User_signs_in_by_scanning_the_qr_code_and_signs_out()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);

        await screen.GoToAsync("/");
        await screen.FollowAsync("Sign in with BankID");
        await screen.PressAsync("Mobile BankID");
        await screen.SeesAsync("Scan the QR code");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await screen.SeesAsync("Enter your security code");
        await screen.DoesNotSeeQrCodeAsync();
        await phone.EnterCodeAsync();

        await screen.ReadsAsync(phone.Name);
        await screen.ReadsAsync($"{phone.PersonalNumber[..8]}-••••");
        Assert.DoesNotContain(phone.PersonalNumber, await screen.Page.ContentAsync(), StringComparison.Ordinal);
        var cookie = Assert.Single(await screen.Page.Context.CookiesAsync(), c => c.Name == "authdemo");
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Lax, cookie.SameSite);

        await screen.PressAsync("Sign out");
        await screen.ReadsAsync("Sign in with BankID");
        Assert.DoesNotContain(await screen.Page.Context.CookiesAsync(), c => c.Name == "authdemo");
    }

    [Fact]
    public async Task User_signs_in_on_the_same_device_by_following_the_link()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync("karl");

        await screen.GoToAsync("/sign-in");
        await screen.PressAsync("BankID on this computer");
        await screen.SeesAsync("Open the BankID app");
        var link = await screen.LaunchLinkAsync();
        Assert.StartsWith("bankid:///?autostarttoken=", link, StringComparison.Ordinal);
        await phone.OpenAsync(link);
        await screen.SeesAsync("Enter your security code");
        await phone.EnterCodeAsync();

        await screen.ReadsAsync(phone.Name);
    }

    [Fact]
    public async Task User_cancels_in_the_browser()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();
        var code = await screen.ReadQrCodeAsync();

        await screen.PressAsync("Cancel");

        await screen.SeesAsync("The sign-in was cancelled");
        Assert.NotEmpty(await phone.RefusesToScanAsync(code));
    }

    [Fact]
    public async Task User_cancels_in_the_phone_and_tries_again()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await screen.SeesAsync("Enter your security code");

        await phone.CancelAsync();

        await screen.SeesAsync("The sign-in was cancelled");
        await screen.ReadsAsync("The action was cancelled.");
        await screen.PressAsync("Try again");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.ReadsAsync(phone.Name);
    }
}
