using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>One page, used as a person would: by role, label and text.</summary>
internal sealed class Screen(IPage page)
{
    public IPage Page => page;

    public async Task GoToAsync(string path) => await page.GotoAsync(path);

    /// <summary>The app comes to the foreground and the browser discards the page, as Safari on iOS does.</summary>
    public Task DiscardPageAsync() => GoToAsync("about:blank");

    /// <summary>The app returns to this address. Does not wait for the page to load: it may redirect at once.</summary>
    public async Task ReturnFromAppAsync(string? redirect)
    {
        Assert.NotNull(redirect);
        await page.GotoAsync(redirect, new() { WaitUntil = WaitUntilState.Commit });
    }

    /// <summary>Opens another tab of the same browser.</summary>
    public async Task<Screen> OpenTabAsync() => new(await page.Context.NewPageAsync());

    /// <summary>Starts a sign-in with the app on another device, by QR code.</summary>
    public async Task ChooseOtherDeviceAsync()
    {
        await GoToAsync("/sign-in");
        await PressAsync("Mobile BankID");
        await ShowsHeadingAsync("Scan the QR code");
    }

    /// <summary>Starts a sign-in with the app on this phone; returns the launch link.</summary>
    public async Task<string> ChooseThisDeviceAsync()
    {
        await GoToAsync("/sign-in");
        await PressAsync("BankID on this device");
        await ShowsHeadingAsync("Open the BankID app");
        return await LaunchLinkAsync();
    }

    public async Task PressAsync(string button) =>
        await page.GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();

    public async Task FollowAsync(string link) =>
        await page.GetByRole(AriaRole.Link, new() { Name = link }).First.ClickAsync();

    /// <summary>Uses the skip link by keyboard and checks the focus.</summary>
    public async Task SkipToContentAsync()
    {
        var skip = page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" });
        await page.Keyboard.PressAsync("Shift"); // browsers show the focus ring after keyboard input only
        await skip.FocusAsync();
        await Expect(skip).ToHaveCSSAsync("outline-style", "solid");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#main")).ToBeFocusedAsync();
    }

    public async Task FillAsync(string field, string text) => await page.GetByLabel(field, new() { Exact = true }).FillAsync(text);

    /// <summary>Waits until a heading with this text is visible.</summary>
    public async Task ShowsHeadingAsync(string heading) =>
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading }).First).ToBeVisibleAsync();

    /// <summary>Waits until this text is visible.</summary>
    public async Task ShowsTextAsync(string text) =>
        await Expect(page.GetByText(text).First).ToBeVisibleAsync();

    /// <summary>Waits until the page does not contain this text.</summary>
    public async Task HidesTextAsync(string text) => await Expect(page.GetByText(text)).ToHaveCountAsync(0);

    /// <summary>Waits until there is no such button.</summary>
    public async Task HasNoButtonAsync(string button) =>
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = button })).ToHaveCountAsync(0);

    /// <summary>Waits until there is no such link.</summary>
    public async Task HasNoLinkAsync(string link) =>
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = link })).ToHaveCountAsync(0);

    public async Task ShowsNoQrCodeAsync() => await Expect(QrCode).ToHaveCountAsync(0);

    /// <summary>
    /// Reads the QR code as a camera would: from a screenshot, with an independent decoder. Repeats when the screenshot was taken between
    /// two codes.
    /// </summary>
    /// <param name="matches">Repeats until the code matches; null for any code.</param>
    public async Task<string> ReadQrCodeAsync(Func<QrText, bool>? matches = null)
    {
        await Expect(QrCode).ToBeVisibleAsync();
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var text = await QrReader.ReadAsync(await page.ScreenshotAsync(new() { FullPage = true }));
            if (text is not null && (matches is null || matches(QrText.Of(text))))
                return text;
            timeout.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The address of the link that opens the app.</summary>
    public async Task<string> LaunchLinkAsync()
    {
        var link = page.GetByRole(AriaRole.Link, new() { Name = "Start the BankID app" });
        await Expect(link).ToBeVisibleAsync();
        return (await link.GetAttributeAsync("href"))!;
    }

    /// <summary>Suspends the page, as a phone does in the background.</summary>
    public Task<PausedPage> PauseAsync() => PausedPage.PauseAsync(page);

    /// <summary>Checks the page against axe's accessibility rules, after animations have finished.</summary>
    public async Task IsAccessibleAsync()
    {
        await page.EvaluateAsync("""
            () => Promise.allSettled(document.getAnimations()
                .filter(animation => animation.effect.getComputedTiming().endTime !== Infinity).map(animation => animation.finished))
            """);
        Assert.Empty(await AccessibilityRules.ViolationsAsync(script => page.EvaluateAsync(script)));
    }

    /// <summary>Checks that nothing is wider than the viewport and that the page does not scroll beyond its content.</summary>
    public async Task FitsViewportAsync()
    {
        Assert.Empty(await page.EvaluateAsync<string[]>("""
            () => document.documentElement.scrollWidth <= innerWidth ? [] : [location.pathname, ...[...document.body.querySelectorAll("*")]
                .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
                .map(element => `${element.tagName} ${element.className} ${Math.round(element.getBoundingClientRect().right)}`)].slice(0, 12)
            """));
        var (length, end) = (await page.EvaluateAsync<double>("document.documentElement.scrollHeight"),
            await page.EvaluateAsync<double>("Math.max(innerHeight, scrollY + document.body.getBoundingClientRect().bottom)"));
        Assert.True(length <= end + 1, $"{page.Url} scrolls for {length} px, but its content ends at {end}.");
    }

    /// <summary>The language that the page declares.</summary>
    public async Task<string?> LanguageAsync() => await page.Locator("html").GetAttributeAsync("lang");

    /// <summary>Records this browser's cookies as secrets that no log may contain.</summary>
    public async Task AddCookiesToSecretsAsync()
    {
        foreach (var cookie in await page.Context.CookiesAsync())
            if (cookie.Value.Length >= 32)
                Artifacts.AddSecret(cookie.Value);
    }

    /// <summary>Saves a screenshot for people to review; nothing is compared with it.</summary>
    public async Task SaveScreenshotAsync(string name) =>
        await page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts.Screenshots, $"{name}.png"), FullPage = true });

    private ILocator QrCode => page.Locator("figure").GetByRole(AriaRole.Img);
}
