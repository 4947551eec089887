using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>What one person sees and does in one tab: by role, label and text, as they would.</summary>
internal sealed class Screen(IPage page)
{
    public IPage Page => page;

    public async Task GoToAsync(string path) => await page.GotoAsync(path);

    /// <summary>Starts a sign-in with the BankID app on another device: the QR code.</summary>
    public async Task ChooseOtherDeviceAsync()
    {
        await GoToAsync("/sign-in");
        await PressAsync("Mobile BankID");
        await SeesAsync("Scan the QR code");
    }

    public async Task PressAsync(string button) =>
        await page.GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();

    public async Task FollowAsync(string link) =>
        await page.GetByRole(AriaRole.Link, new() { Name = link }).First.ClickAsync();

    /// <summary>Waits until the page's heading says this.</summary>
    public async Task SeesAsync(string heading) =>
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading })).ToBeVisibleAsync(new() { Timeout = 60_000 });

    public async Task ReadsAsync(string text) =>
        await Expect(page.GetByText(text).First).ToBeVisibleAsync(new() { Timeout = 60_000 });

    public async Task DoesNotSeeQrCodeAsync() => await Expect(QrCode).ToHaveCountAsync(0);

    /// <summary>
    /// The QR code as a camera gets it: a picture of the whole screen, decoded by a program of its own. Like a camera it looks again
    /// when it caught the screen between two codes.
    /// </summary>
    public async Task<string> ReadQrCodeAsync()
    {
        await Expect(QrCode).ToBeVisibleAsync(new() { Timeout = 60_000 });
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            if (await QrReader.ReadAsync(await page.ScreenshotAsync(new() { FullPage = true })) is { } text) return text;
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

    /// <summary>No rule of accessibility is broken by what is on the screen now.</summary>
    public async Task IsAccessibleAsync()
    {
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        Assert.Equal([], result.Violations.Select(v => $"{v.Id} ({v.Impact}): {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}"));
    }

    /// <summary>Nothing is wider than the screen.</summary>
    public async Task FitsAsync() =>
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page scrolls sideways.");

    /// <summary>The language the page says it is in.</summary>
    public async Task<string?> LanguageAsync() => await page.Locator("html").GetAttributeAsync("lang");

    /// <summary>A picture for people to look at; nothing is compared with it.</summary>
    public async Task PictureAsync(string name) =>
        await page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts.Screenshots, $"{name}.png"), FullPage = true });

    private ILocator QrCode => page.Locator("figure").GetByRole(AriaRole.Img);
}
