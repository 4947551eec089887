using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.SignIn.EdgeCases;

/// <summary>Orders are made by a person who presses a button, and by nothing else: the rows of §6.4 about it, each story named after its row.</summary>
public sealed class NothingStartedStories(Browser browser)
{
    [Fact]
    public async Task BackButtonDuringPending_StartsNothingAndForwardLeadsToTheSameOrder()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await screen.ChooseOtherDeviceAsync();
        var before = QrText.Of(await screen.ReadQrCodeAsync());

        await screen.Page.GoBackAsync();

        await screen.SeesAsync("You have a sign-in under way");
        Assert.Single(await stage.BankId.OrdersAsync());
        await screen.Page.GoForwardAsync();
        var code = await screen.ReadQrCodeAsync();
        Assert.Equal(before.Order, QrText.Of(code).Order);
        await phone.ScanAsync(code);
        await phone.EnterCodeAsync();
        await screen.ReadsAsync(phone.Name);

        // Back again, to the page of a session that has signed in.
        await screen.Page.GoBackAsync();
        await screen.DoesNotSeeQrCodeAsync();
        Assert.Single(await stage.BankId.OrdersAsync());
    }

    [Theory]
    [InlineData("a deep link", null, null)]
    [InlineData("a prefetch", "Sec-Purpose", "prefetch;prerender")]
    [InlineData("a bot", "User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")]
    public async Task DeepLinkBookmarkPrefetchOrBot_MakesNoOrder(string who, string? header, string? value)
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        if (header is not null)
            await screen.Page.Context.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { [header] = value! });
        string[] places = ["/", "/sign-in", "/sign-in?returnUrl=%2F", "/sign-in/AAAAAAAAAAAAAAAAAAAAAA", "/sign-in/return?nonce=AAAAAAAAAAAAAAAAAAAAAA", "/sign-in/start"];

        foreach (var place in places)
        {
            await screen.GoToAsync(place);
            await screen.DoesNotSeeQrCodeAsync();
            Assert.True((await stage.BankId.OrdersAsync()).Count == 0, $"{who} at {place} made an order.");
        }

        Assert.DoesNotContain(await screen.Page.Context.CookiesAsync(), cookie => cookie.Name.Contains("owner", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task StartPressedTwice_MakesOneOrder()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        var phone = await stage.PhoneOfAsync(Phone.Elsa);
        await screen.GoToAsync("/sign-in");

        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "Mobile BankID" }).DblClickAsync();

        await phone.ScanAsync(await screen.ReadQrCodeAsync());
        await phone.EnterCodeAsync();
        await screen.ReadsAsync(phone.Name);
        Assert.Single(await stage.BankId.OrdersAsync());
    }

    [Fact]
    public async Task CsrfOrSessionGone_SaysThatTheSessionHasExpired()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        await screen.GoToAsync("/sign-in");
        await screen.Page.Context.ClearCookiesAsync();

        await screen.PressAsync("Mobile BankID");

        await screen.SeesAsync("Your session has expired");
        await screen.IsAccessibleAsync();
        Assert.Empty(await stage.BankId.OrdersAsync());
    }

    [Fact]
    public async Task CsrfOrSessionGone_MidSession_LeadsToANewStart()
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync();
        await screen.ChooseOtherDeviceAsync();
        await screen.Page.Context.ClearCookiesAsync();

        await screen.Page.ReloadAsync();

        await screen.SeesAsync("This sign-in cannot be shown here");
        await screen.FollowAsync("Start a new sign-in");
        await screen.PressAsync("Mobile BankID");
        await screen.SeesAsync("Scan the QR code");
        Assert.Equal(2, (await stage.BankId.OrdersAsync()).Count);
    }
}
