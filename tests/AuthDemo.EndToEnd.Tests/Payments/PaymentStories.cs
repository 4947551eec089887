using AuthDemo.EndToEnd.Tests.Signing;
using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.Payments;

/// <summary>A person sees what is paid and to whom, and approves it in the app.</summary>
public sealed class PaymentStories(Browser browser)
{
    [Fact]
    public async Task User_approves_a_payment_with_risk_flags_and_keeps_the_proof()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Omar);

        await screen.GoToAsync("/");
        await screen.FollowAsync("Approve a payment");
        await screen.FollowAsync("Outboard motor from abroad");
        await screen.ReadsAsync("2890,50 EUR");
        await screen.ReadsAsync("New recipient, Large amount, Foreign currency, Transaction abroad");
        await screen.ReadsAsync("You have not paid to this company before, and the amount is larger than usual.");
        await screen.PressAsync("Mobile BankID");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await screen.SeesAsync("Enter your security code");
        await phone.EnterCodeAsync();

        await screen.SeesAsync("Thank you, the payment is approved");
        await screen.ReadsAsync("Nordsee Motoren GmbH");
        Assert.Equal("Payment", Assert.Single(await stage.BankId.OrdersAsync()).Kind);
        var proof = await Proof.SaveAsync(screen);
        proof.HashesHold();
        proof.SignatureHolds(stage.BankIdRoot, phone.PersonalNumber, text: null);
        Assert.DoesNotContain(await stage.BankId.LintAsync(), finding => finding.Rule is "no-device-data" or "unknown-member" or "invalid-parameters");
    }

    [Fact]
    public async Task Tester_gets_a_message_for_each_broken_field_and_BankID_is_not_asked()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await screen.GoToAsync("/payment/try");
        await screen.WriteAsync("Amount", "12.50");
        await screen.WriteAsync("Currency", "kr");
        await screen.PressAsync("Mobile BankID");

        await screen.SeesAsync("This needs another look");
        await screen.ReadsAsync("Recipient must have at least 1 character. It has 0.");
        await screen.ReadsAsync("Amount must be digits with at most one comma between them. “12.50” was given.");
        await screen.ReadsAsync("Currency must be three capital letters (ISO 4217). “kr” was given.");
        await Assertions.Expect(screen.Page.GetByLabel("Amount", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        await screen.IsAccessibleAsync();
        await screen.PictureAsync("payment-try-problems");
        Assert.Empty(await stage.BankId.OrdersAsync());
        await screen.PressAsync("Svenska");
        await screen.PressAsync("Mobilt BankID");
        await screen.ReadsAsync("Mottagare måste ha minst 1 tecken. Det har 0.");
        await screen.PressAsync("English");

        await screen.WriteAsync("Recipient", "Bokhandeln");
        await screen.WriteAsync("Amount", "12,50");
        await screen.WriteAsync("Currency", "SEK");
        await screen.Page.GetByLabel("New card").CheckAsync();
        await screen.PressAsync("Mobile BankID");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.CancelAsync();
        await screen.SeesAsync("The payment was cancelled");
        await screen.PressAsync("Try again");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.SeesAsync("Thank you, the payment is approved");
        await screen.ReadsAsync("12,50 SEK");
    }

    [Theory]
    [InlineData("sv", ColorScheme.Light, 390)]
    [InlineData("en", ColorScheme.Dark, 1280)]
    public async Task No_step_of_a_payment_breaks_a_rule_of_accessibility(string language, ColorScheme theme, int width)
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync(new()
        {
            Locale = language == "sv" ? "sv-SE" : "en-GB", ColorScheme = theme, ViewportSize = new() { Width = width, Height = 900 },
        });
        var phone = await stage.PhoneOfAsync("asa");
        async Task LookAsync(string step)
        {
            await screen.IsAccessibleAsync();
            await screen.FitsAsync();
            await screen.PictureAsync($"payment-{step}-{language}-{theme}-{width}".ToLowerInvariant());
        }

        await screen.GoToAsync("/payment");
        await LookAsync("list");
        await screen.GoToAsync("/payment/try");
        await LookAsync("try");
        await screen.GoToAsync("/payment?id=card");
        await LookAsync("npa");
        await screen.GoToAsync("/payment?id=engine");
        await LookAsync("order");
        await screen.PressAsync(language == "sv" ? "Mobilt BankID" : "Mobile BankID");
        var code = await screen.ReadQrCodeAsync();
        await LookAsync("scan");
        await phone.ScanAsync(code);
        await phone.EnterCodeAsync();
        await screen.SeesAsync(language == "sv" ? "Tack, betalningen är godkänd" : "Thank you, the payment is approved");
        await LookAsync("done");
    }
}
