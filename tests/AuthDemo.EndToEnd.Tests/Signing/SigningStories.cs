using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.Signing;

/// <summary>A person reads a document here, signs it in the app, and keeps the proof.</summary>
public sealed class SigningStories(Browser browser)
{
    [Fact]
    public async Task User_signs_a_plain_text_by_scanning_the_code_and_keeps_a_proof_that_verifies()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);

        await screen.GoToAsync("/");
        await screen.FollowAsync("Sign a document");
        await screen.FollowAsync("Membership of Björkvik Rowing Club");
        await screen.ReadsAsync("I apply for membership of Björkvik Rowing Club for one year.");
        await screen.PressAsync("Mobile BankID");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        Assert.StartsWith("I apply for membership of Björkvik Rowing Club for one year.\n\nThe fee is 450 SEK.", phone.Text, StringComparison.Ordinal);
        await screen.SeesAsync("Enter your security code");
        await phone.EnterCodeAsync();

        await screen.SeesAsync("Thank you, your signature is in place");
        await screen.ReadsAsync(phone.Name);
        await screen.ReadsAsync($"{phone.PersonalNumber[..8]}-••••");
        Assert.DoesNotContain(phone.PersonalNumber, await screen.Page.ContentAsync(), StringComparison.Ordinal);
        var proof = await Proof.SaveAsync(screen);
        Assert.Equal(["signature.xml", "ocsp.der", "text.txt", "manifest.json"], proof.Files);
        Assert.Equal(phone.Text, proof.Text("text.txt"));
        proof.HashesHold();
        proof.SignatureHolds(stage.BankIdRoot, phone.PersonalNumber, phone.Text);
    }

    [Fact]
    public async Task User_of_a_phone_signs_formatted_text_with_hidden_data_and_comes_back_in_a_new_tab()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync(Devices.IPhone());
        var phone = await stage.PhoneOfAsync(Phone.Elsa);

        await screen.GoToAsync("/sign?id=rental");
        await screen.SeesAsync("I promise to");
        await screen.ReadsAsync("The number of the contract and the version of the club's terms.");
        await screen.FitsAsync();
        await screen.PressAsync("BankID on this device");
        var link = await screen.LaunchLinkAsync();
        Assert.StartsWith("https://app.bankid.com/?autostarttoken=", link, StringComparison.Ordinal);
        await phone.OpenAsync(link);
        await phone.EnterCodeAsync();
        await screen.NoteCookiesAsync();
        Artifacts.Secret(new Uri(phone.Redirect!).Query["?nonce=".Length..]);
        var tab = await screen.OpenTabAsync();
        await tab.GoToAsync(phone.Redirect!);

        await tab.SeesAsync("Thank you, your signature is in place");
        Assert.Equal(screen.Page.Url, tab.Page.Url);
        await screen.SeesAsync("Thank you, your signature is in place");
        await tab.FitsAsync();
        Assert.Single(await stage.BankId.OrdersAsync());
        var proof = await Proof.SaveAsync(tab);
        Assert.Equal(["signature.xml", "ocsp.der", "text.md", "hidden.txt", "manifest.json"], proof.Files);
        Assert.StartsWith("# Rental of a rowing boat\n", proof.Text("text.md"), StringComparison.Ordinal);
        Assert.Equal("""{"contract":"BRK-2026-0117","boat":12,"terms":"2026-03"}""", proof.Text("hidden.txt"));
        proof.HashesHold();
        proof.SignatureHolds(stage.BankIdRoot, phone.PersonalNumber, proof.Text("text.md"), proof.Text("hidden.txt"));
    }

    [Fact]
    public async Task App_leads_back_to_another_browser_and_nothing_is_signed()
    {
        await using var stage = await Stage.SetAsync(browser);
        var attacker = await stage.OpenBrowserAsync(Devices.IPhone());
        var victim = await stage.OpenBrowserAsync(Devices.IPhone());
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await attacker.GoToAsync("/sign?id=rental");
        await attacker.PressAsync("BankID on this device");
        await phone.OpenAsync(await attacker.LaunchLinkAsync());
        await attacker.SeesAsync("Enter your security code");

        // BankID keeps its answer back, so that the browser that the app leads to is the first to know.
        await stage.BankId.Faults.AddAsync("maintenance", operation: "collect");
        await phone.EnterCodeAsync();
        await victim.GoToAsync(phone.Redirect!);

        await victim.SeesAsync("Finish in the browser you started in");
        await attacker.SeesAsync("The signing was stopped");
        await attacker.ReadsAsync("If somebody sent you a link or a code, do not use it.");
        await attacker.DoesNotOfferAsync("Save the proof");
    }

    [Fact]
    public async Task Text_that_was_changed_after_signing_is_refused()
    {
        await using var stage = await Stage.SetAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Omar);
        await stage.BankId.Faults.AddNextAsync("forged-text");
        await screen.GoToAsync("/sign?id=membership");
        await screen.PressAsync("Mobile BankID");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();

        await screen.SeesAsync("The signing was stopped");
        await screen.ReadsAsync("The proof from BankID did not pass our check");
        await screen.DoesNotOfferAsync("Save the proof");

        await screen.PressAsync("Try again");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.SeesAsync("Thank you, your signature is in place");
        Assert.Equal(2, (await stage.BankId.OrdersAsync()).Count);
    }

    [Theory]
    [InlineData("en", ColorScheme.Light, 1280)]
    [InlineData("sv", ColorScheme.Dark, 390)]
    public async Task No_step_of_signing_breaks_a_rule_of_accessibility(string language, ColorScheme theme, int width)
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync(new()
        {
            Locale = language == "sv" ? "sv-SE" : "en-GB", ColorScheme = theme, ViewportSize = new() { Width = width, Height = 900 },
        });
        var phone = await stage.PhoneOfAsync("asa");
        var isSwedish = language == "sv";
        async Task LookAsync(string step)
        {
            await screen.IsAccessibleAsync();
            await screen.FitsAsync();
            await screen.PictureAsync($"sign-{step}-{language}-{theme}-{width}".ToLowerInvariant());
        }

        await screen.GoToAsync("/");
        await LookAsync("home");
        await screen.GoToAsync("/sign");
        await LookAsync("list");
        await screen.GoToAsync("/sign?id=membership");
        await LookAsync("plain");
        await screen.GoToAsync("/sign?id=rental");
        await LookAsync("document");
        await screen.PressAsync(isSwedish ? "Mobilt BankID" : "Mobile BankID");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await screen.SeesAsync(isSwedish ? "Skriv din säkerhetskod" : "Enter your security code");
        await screen.Page.Locator("summary").ClickAsync();
        await LookAsync("code");
        await phone.EnterCodeAsync();
        await screen.SeesAsync(isSwedish ? "Tack, din underskrift är på plats" : "Thank you, your signature is in place");
        await LookAsync("done");
    }
}
