using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.Signing;

/// <summary>Users read a document, sign it in the app and save the proof.</summary>
public sealed class SigningStories(Browser browser)
{
    [Fact]
    public async Task User_signs_a_plain_text_by_scanning_the_code_and_keeps_a_proof_that_verifies()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);

        await screen.GoToAsync("/");
        await screen.FollowAsync("Sign a document");
        await screen.FollowAsync("Membership of Björkvik Rowing Club");
        await screen.ShowsTextAsync("I apply for membership of Björkvik Rowing Club for one year.");
        await screen.PressAsync("Mobile BankID");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        Assert.StartsWith("I apply for membership of Björkvik Rowing Club for one year.\n\nThe fee is 450 SEK.", phone.Text, StringComparison.Ordinal);
        await screen.ShowsHeadingAsync("Enter your security code");
        await phone.EnterCodeAsync();

        await screen.ShowsHeadingAsync("Thank you, your signature is in place");
        await screen.ShowsTextAsync(phone.Name);
        await screen.ShowsTextAsync($"{phone.PersonalNumber[..8]}-••••");
        Assert.DoesNotContain(phone.PersonalNumber, await screen.Page.ContentAsync(), StringComparison.Ordinal);
        var proof = await Proof.SaveAsync(screen);
        Assert.Equal(["signature.xml", "ocsp.der", "text.txt", "manifest.json"], proof.Files);
        Assert.Equal(phone.Text, proof.Text("text.txt"));
        proof.AssertHashes();
        proof.AssertSignature(environment.BankIdRoot, phone.PersonalNumber, phone.Text);
    }

    [Fact]
    public async Task User_of_a_phone_signs_formatted_text_with_hidden_data_and_comes_back_in_a_new_tab()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync(Devices.IPhone());
        var phone = await environment.PhoneAsync(Phone.Elsa);

        await screen.GoToAsync("/sign?id=rental");
        await screen.ShowsHeadingAsync("I promise to");
        await screen.ShowsTextAsync("The number of the contract and the version of the club's terms.");
        await screen.FitsViewportAsync();
        await screen.PressAsync("BankID on this device");
        var link = await screen.LaunchLinkAsync();
        Assert.StartsWith("https://app.bankid.com/?autostarttoken=", link, StringComparison.Ordinal);
        await phone.OpenAsync(link);
        await phone.EnterCodeAsync();
        await screen.AddCookiesToSecretsAsync();
        Artifacts.AddSecret(new Uri(phone.Redirect!).Query["?nonce=".Length..]);
        var tab = await screen.OpenTabAsync();
        await tab.GoToAsync(phone.Redirect!);

        await tab.ShowsHeadingAsync("Thank you, your signature is in place");
        Assert.Equal(screen.Page.Url, tab.Page.Url);
        await screen.ShowsHeadingAsync("Thank you, your signature is in place");
        await tab.FitsViewportAsync();
        Assert.Single(await environment.BankId.OrdersAsync());
        var proof = await Proof.SaveAsync(tab);
        Assert.Equal(["signature.xml", "ocsp.der", "text.md", "hidden.txt", "manifest.json"], proof.Files);
        Assert.StartsWith("# Rental of a rowing boat\n", proof.Text("text.md"), StringComparison.Ordinal);
        Assert.Equal("""{"contract":"BRK-2026-0117","boat":12,"terms":"2026-03"}""", proof.Text("hidden.txt"));
        proof.AssertHashes();
        proof.AssertSignature(environment.BankIdRoot, phone.PersonalNumber, proof.Text("text.md"), proof.Text("hidden.txt"));
    }

    [Fact]
    public async Task App_leads_back_to_another_browser_and_nothing_is_signed()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var attacker = await environment.OpenBrowserAsync(Devices.IPhone());
        var victim = await environment.OpenBrowserAsync(Devices.IPhone());
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await attacker.GoToAsync("/sign?id=rental");
        await attacker.PressAsync("BankID on this device");
        await phone.OpenAsync(await attacker.LaunchLinkAsync());
        await attacker.ShowsHeadingAsync("Enter your security code");

        // BankID withholds the result, so that the victim's return comes before it.
        await environment.BankId.Faults.AddAsync("maintenance", operation: "collect");
        await phone.EnterCodeAsync();
        await victim.GoToAsync(phone.Redirect!);

        await victim.ShowsHeadingAsync("You are in another browser");
        await attacker.ShowsHeadingAsync("The signing was stopped");
        await attacker.ShowsTextAsync("If somebody sent you a link or a code, do not use it.");
        await attacker.HasNoLinkAsync("Save the proof");
    }

    [Fact]
    public async Task Text_that_was_changed_after_signing_is_refused()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Omar);
        await environment.BankId.Faults.AddNextAsync("forged-text");
        await screen.GoToAsync("/sign?id=membership");
        await screen.PressAsync("Mobile BankID");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();

        await screen.ShowsHeadingAsync("The signing was stopped");
        await screen.ShowsTextAsync("The proof from BankID did not pass our check");
        await screen.HasNoLinkAsync("Save the proof");

        await screen.PressAsync("Try again");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.ShowsHeadingAsync("Thank you, your signature is in place");
        Assert.Equal(2, (await environment.BankId.OrdersAsync()).Count);
    }

    [Theory]
    [InlineData("en", ColorScheme.Light, 1280)]
    [InlineData("sv", ColorScheme.Dark, 390)]
    public async Task Every_step_of_signing_is_accessible(string language, ColorScheme theme, int width)
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync(new()
        {
            Locale = language == "sv" ? "sv-SE" : "en-GB", ColorScheme = theme, ViewportSize = new() { Width = width, Height = 900 },
        });
        var phone = await environment.PhoneAsync("asa");
        var isSwedish = language == "sv";
        async Task CheckStepAsync(string step)
        {
            await screen.IsAccessibleAsync();
            await screen.FitsViewportAsync();
            await screen.SaveScreenshotAsync($"sign-{step}-{language}-{theme}-{width}".ToLowerInvariant());
        }

        await screen.GoToAsync("/");
        await CheckStepAsync("home");
        await screen.GoToAsync("/sign");
        await CheckStepAsync("list");
        await screen.GoToAsync("/sign?id=membership");
        await CheckStepAsync("plain");
        await screen.GoToAsync("/sign?id=rental");
        await CheckStepAsync("document");
        await screen.PressAsync(isSwedish ? "Mobilt BankID" : "Mobile BankID");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await screen.ShowsHeadingAsync(isSwedish ? "Skriv din säkerhetskod" : "Enter your security code");
        await screen.Page.Locator("summary").ClickAsync();
        await CheckStepAsync("code");
        await phone.EnterCodeAsync();
        await screen.ShowsHeadingAsync(isSwedish ? "Tack, din underskrift är på plats" : "Thank you, your signature is in place");
        await CheckStepAsync("done");
    }
}
