using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.SignIn.EdgeCases;

/// <summary>Only a person who presses a button creates an order. Edge cases of the protocol facts, §6.4; each story is named after its row.</summary>
public sealed class NothingStartedStories(Browser browser)
{
    [Fact]
    public async Task BackButtonDuringPending_StartsNothingAndForwardLeadsToTheSameOrder()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();
        var before = QrText.Of(await screen.ReadQrCodeAsync());

        await screen.Page.GoBackAsync();

        await screen.ShowsHeadingAsync("You have a sign-in under way");
        Assert.Single(await environment.BankId.OrdersAsync());
        await screen.Page.GoForwardAsync();
        var code = await screen.ReadQrCodeAsync();
        Assert.Equal(before.Order, QrText.Of(code).Order);
        await phone.ScanAsync(code);
        await phone.EnterCodeAsync();
        await screen.ShowsTextAsync(phone.Name);

        // Back to the page of a session that has signed in.
        await screen.Page.GoBackAsync();
        await screen.ShowsNoQrCodeAsync();
        Assert.Single(await environment.BankId.OrdersAsync());
    }

    [Theory]
    [InlineData("a deep link", null, null)]
    [InlineData("a prefetch", "Sec-Purpose", "prefetch;prerender")]
    [InlineData("a bot", "User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")]
    public async Task DeepLinkBookmarkPrefetchOrBot_MakesNoOrder(string who, string? header, string? value)
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        if (header is not null)
            await screen.Page.Context.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { [header] = value! });
        string[] places = ["/", "/sign-in", "/sign-in?returnUrl=%2F", "/sign-in/AAAAAAAAAAAAAAAAAAAAAA", "/sign-in/return?nonce=AAAAAAAAAAAAAAAAAAAAAA", "/sign-in/start"];

        foreach (var place in places)
        {
            await screen.GoToAsync(place);
            await screen.ShowsNoQrCodeAsync();
            Assert.True((await environment.BankId.OrdersAsync()).Count == 0, $"{who} at {place} made an order.");
        }

        Assert.DoesNotContain(await screen.Page.Context.CookiesAsync(), cookie => cookie.Name.Contains("owner", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task StartPressedTwice_MakesOneOrder()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        var phone = await environment.PhoneAsync(Phone.Elsa);
        await screen.GoToAsync("/sign-in");

        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Mobile BankID" }).DblClickAsync();

        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.ShowsTextAsync(phone.Name);
        Assert.Single(await environment.BankId.OrdersAsync());
    }

    [Fact]
    public async Task CsrfOrSessionGone_SaysThatTheSessionHasExpired()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        await screen.GoToAsync("/sign-in");
        await screen.Page.Context.ClearCookiesAsync();

        await screen.PressAsync("Mobile BankID");

        await screen.ShowsHeadingAsync("Your session has expired");
        await screen.IsAccessibleAsync();
        Assert.Empty(await environment.BankId.OrdersAsync());
    }

    [Fact]
    public async Task CsrfOrSessionGone_MidSession_LeadsToANewStart()
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync();
        await screen.ChooseOtherDeviceAsync();
        await screen.Page.Context.ClearCookiesAsync();

        await screen.Page.ReloadAsync();

        await screen.ShowsHeadingAsync("This sign-in cannot be shown here");
        await screen.FollowAsync("Start a new sign-in");
        await screen.PressAsync("Mobile BankID");
        await screen.ShowsHeadingAsync("Scan the QR code");
        Assert.Equal(2, (await environment.BankId.OrdersAsync()).Count);
    }
}
