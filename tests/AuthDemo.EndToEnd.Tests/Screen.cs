using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>What one person sees and does in one tab: by role, label and text, as they would.</summary>
internal sealed class Screen(IPage page)
{
    public IPage Page => page;

    public async Task GoToAsync(string path) => await page.GotoAsync(path);

    /// <summary>The app comes in front, and the browser throws the page away, as Safari on iOS does.</summary>
    public Task LeaveForTheAppAsync() => GoToAsync("about:blank");

    /// <summary>The app leads back to this address. Does not wait for the page to be whole: it goes on by itself once it is there.</summary>
    public async Task ComeBackAsync(string? redirect)
    {
        Assert.NotNull(redirect);
        await page.GotoAsync(redirect, new() { WaitUntil = WaitUntilState.Commit });
    }

    /// <summary>Another tab of the same browser.</summary>
    public async Task<Screen> OpenTabAsync() => new(await page.Context.NewPageAsync());

    /// <summary>Starts a sign-in with the BankID app on another device: the QR code.</summary>
    public async Task ChooseOtherDeviceAsync()
    {
        await GoToAsync("/sign-in");
        await PressAsync("Mobile BankID");
        await SeesAsync("Scan the QR code");
    }

    /// <summary>Starts a sign-in with the BankID app on this phone; where its button points.</summary>
    public async Task<string> ChooseThisDeviceAsync()
    {
        await GoToAsync("/sign-in");
        await PressAsync("BankID on this device");
        await SeesAsync("Open the BankID app");
        return await LaunchLinkAsync();
    }

    public async Task PressAsync(string button) =>
        await page.GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();

    public async Task FollowAsync(string link) =>
        await page.GetByRole(AriaRole.Link, new() { Name = link }).First.ClickAsync();

    /// <summary>Skips what is above the content, by keyboard, and sees where the focus is.</summary>
    public async Task SkipToContentAsync()
    {
        var skip = page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" });
        await page.Keyboard.PressAsync("Shift"); // browsers mark the focus of whoever used the keyboard last
        await skip.FocusAsync();
        await Expect(skip).ToHaveCSSAsync("outline-style", "solid");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#main")).ToBeFocusedAsync();
    }

    public async Task WriteAsync(string field, string text) => await page.GetByLabel(field, new() { Exact = true }).FillAsync(text);

    /// <summary>Waits until a heading says this.</summary>
    public async Task SeesAsync(string heading) =>
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading }).First).ToBeVisibleAsync();

    public async Task ReadsAsync(string text) =>
        await Expect(page.GetByText(text).First).ToBeVisibleAsync();

    /// <summary>Waits until nothing says this.</summary>
    public async Task ReadsNoMoreAsync(string text) => await Expect(page.GetByText(text)).ToHaveCountAsync(0);

    public async Task OffersNotAsync(string button) =>
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = button })).ToHaveCountAsync(0);

    /// <summary>No link says this.</summary>
    public async Task DoesNotOfferAsync(string link) =>
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = link })).ToHaveCountAsync(0);

    public async Task DoesNotSeeQrCodeAsync() => await Expect(QrCode).ToHaveCountAsync(0);

    /// <summary>
    /// The QR code as a camera gets it: a picture of the whole screen, decoded by a program of its own. Like a camera it looks again
    /// when it caught the screen between two codes.
    /// </summary>
    /// <param name="wanted">Looks on until the code is such a one; null for any.</param>
    public async Task<string> ReadQrCodeAsync(Func<QrText, bool>? wanted = null)
    {
        await Expect(QrCode).ToBeVisibleAsync();
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var text = await QrReader.ReadAsync(await page.ScreenshotAsync(new() { FullPage = true }));
            if (text is not null && (wanted is null || wanted(QrText.Of(text))))
                return text;
            guard.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Where the button that opens the app points.</summary>
    public async Task<string> LaunchLinkAsync()
    {
        var link = page.GetByRole(AriaRole.Link, new() { Name = "Start the BankID app" });
        await Expect(link).ToBeVisibleAsync();
        return (await link.GetAttributeAsync("href"))!;
    }

    public Task<Sleep> FallAsleepAsync() => Sleep.OfAsync(page);

    /// <summary>No rule of accessibility is broken by what is on the screen now, once what fades in has come to rest.</summary>
    public async Task IsAccessibleAsync()
    {
        await page.EvaluateAsync("""
            () => Promise.allSettled(document.getAnimations()
                .filter(animation => animation.effect.getComputedTiming().endTime !== Infinity).map(animation => animation.finished))
            """);
        Assert.Empty(await AccessibilityRules.ViolationsAsync(script => page.EvaluateAsync(script)));
    }

    /// <summary>Nothing is wider than the screen, and nobody scrolls into emptiness below the page.</summary>
    public async Task FitsAsync()
    {
        Assert.Empty(await page.EvaluateAsync<string[]>("""
            () => document.documentElement.scrollWidth <= innerWidth ? [] : [location.pathname, ...[...document.body.querySelectorAll("*")]
                .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
                .map(element => `${element.tagName} ${element.className} ${Math.round(element.getBoundingClientRect().right)}`)].slice(0, 12)
            """));
        var (length, end) = (await page.EvaluateAsync<double>("document.documentElement.scrollHeight"),
            await page.EvaluateAsync<double>("Math.max(innerHeight, scrollY + document.body.getBoundingClientRect().bottom)"));
        Assert.True(length <= end + 1, $"{page.Url} goes on for {length} px and ends at {end}.");
    }

    /// <summary>The language the page says it is in.</summary>
    public async Task<string?> LanguageAsync() => await page.Locator("html").GetAttributeAsync("lang");

    /// <summary>Notes what this browser's cookies hold as what no log may hold.</summary>
    public async Task NoteCookiesAsync()
    {
        foreach (var cookie in await page.Context.CookiesAsync())
            if (cookie.Value.Length >= 32)
                Artifacts.Secret(cookie.Value);
    }

    /// <summary>A picture for people to look at; nothing is compared with it.</summary>
    public async Task PictureAsync(string name) =>
        await page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts.Screenshots, $"{name}.png"), FullPage = true });

    private ILocator QrCode => page.Locator("figure").GetByRole(AriaRole.Img);
}
