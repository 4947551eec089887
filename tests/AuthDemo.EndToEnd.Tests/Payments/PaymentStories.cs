using AuthDemo.EndToEnd.Tests.Signing;
using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.Payments;

/// <summary>Users see the amount and the recipient, and approve the payment in the app.</summary>
public sealed class PaymentStories(Browser browser)
{
    [Fact]
    public async Task User_approves_a_payment_with_risk_flags_and_keeps_the_proof()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Omar);

        await screen.GoToAsync("/");
        await screen.FollowAsync("Approve a payment");
        await screen.FollowAsync("Outboard motor from abroad");
        await screen.ShowsTextAsync("2890,50 EUR");
        await screen.ShowsTextAsync("New recipient, Large amount, Foreign currency, Transaction abroad");
        await screen.ShowsTextAsync("You have not paid to this company before, and the amount is larger than usual.");
        await screen.PressAsync("Mobile BankID");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await screen.ShowsHeadingAsync("Enter your security code");
        await phone.EnterCodeAsync();

        await screen.ShowsHeadingAsync("Thank you, the payment is approved");
        await screen.ShowsTextAsync("Nordsee Motoren GmbH");
        Assert.Equal("Payment", Assert.Single(await environment.BankId.OrdersAsync()).Kind);
        var proof = await Proof.SaveAsync(screen);
        proof.AssertHashes();
        proof.AssertSignature(environment.BankIdRoot, phone.PersonalNumber, text: null);
        Assert.DoesNotContain(await environment.BankId.LintAsync(), finding => finding.Rule is "no-device-data" or "unknown-member" or "invalid-parameters");
    }

    [Fact]
    public async Task Tester_gets_a_message_for_each_broken_field_and_BankID_is_not_asked()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await screen.GoToAsync("/payment/try");
        await screen.FillAsync("Amount", "12.50");
        await screen.FillAsync("Currency", "kr");
        await screen.PressAsync("Mobile BankID");

        await screen.ShowsHeadingAsync("This needs another look");
        await screen.ShowsTextAsync("Recipient must have at least 1 character. It has 0.");
        await screen.ShowsTextAsync("Amount must be digits with at most one comma between them. “12.50” was given.");
        await screen.ShowsTextAsync("Currency must be three capital letters (ISO 4217). “kr” was given.");
        await Assertions.Expect(screen.Page.GetByLabel("Amount", new() { Exact = true })).ToHaveAttributeAsync("aria-invalid", "true");
        await screen.IsAccessibleAsync();
        await screen.SaveScreenshotAsync("payment-try-problems");
        Assert.Empty(await environment.BankId.OrdersAsync());
        await screen.PressAsync("Svenska");
        await screen.PressAsync("Mobilt BankID");
        await screen.ShowsTextAsync("Mottagare måste ha minst 1 tecken. Det har 0.");
        await screen.PressAsync("English");

        await screen.FillAsync("Recipient", "Bokhandeln");
        await screen.FillAsync("Amount", "12,50");
        await screen.FillAsync("Currency", "SEK");
        await screen.Page.GetByLabel("New card").CheckAsync();
        await screen.PressAsync("Mobile BankID");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.CancelAsync();
        await screen.ShowsHeadingAsync("The payment was cancelled");
        await screen.PressAsync("Try again");
        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.ShowsHeadingAsync("Thank you, the payment is approved");
        await screen.ShowsTextAsync("12,50 SEK");
    }

    [Theory]
    [InlineData("sv", ColorScheme.Light, 390)]
    [InlineData("en", ColorScheme.Dark, 1280)]
    public async Task Every_step_of_a_payment_is_accessible(string language, ColorScheme theme, int width)
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync(new()
        {
            Locale = language == "sv" ? "sv-SE" : "en-GB", ColorScheme = theme, ViewportSize = new() { Width = width, Height = 900 },
        });
        var phone = await environment.PhoneAsync("asa");
        async Task CheckStepAsync(string step)
        {
            await screen.IsAccessibleAsync();
            await screen.FitsViewportAsync();
            await screen.SaveScreenshotAsync($"payment-{step}-{language}-{theme}-{width}".ToLowerInvariant());
        }

        await screen.GoToAsync("/payment");
        await CheckStepAsync("list");
        await screen.GoToAsync("/payment/try");
        await CheckStepAsync("try");
        await screen.GoToAsync("/payment?id=card");
        await CheckStepAsync("npa");
        await screen.GoToAsync("/payment?id=engine");
        await CheckStepAsync("order");
        await screen.PressAsync(language == "sv" ? "Mobilt BankID" : "Mobile BankID");
        var code = await screen.ReadQrCodeAsync();
        await CheckStepAsync("scan");
        await phone.ScanAsync(code);
        await phone.EnterCodeAsync();
        await screen.ShowsHeadingAsync(language == "sv" ? "Tack, betalningen är godkänd" : "Thank you, the payment is approved");
        await CheckStepAsync("done");
    }
}
