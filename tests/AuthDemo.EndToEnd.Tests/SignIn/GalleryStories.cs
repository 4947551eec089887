using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.SignIn;

/// <summary>Every state of a session as a page shows it, whether or not a story reaches it.</summary>
public sealed class GalleryStories(Browser browser)
{
    [Theory]
    [InlineData("en", "light")]
    [InlineData("sv", "dark")]
    public async Task Every_state_is_accessible(string language, string theme)
    {
        await using var environment = await TestEnvironment.TakeSharedAsync(browser);
        var screen = await environment.OpenBrowserAsync(new() { ViewportSize = new() { Width = 390, Height = 844 } });
        await screen.GoToAsync("/gallery");
        var pictures = (await screen.Page.Locator("iframe").EvaluateAllAsync<string[]>("frames => frames.map(frame => frame.getAttribute('src'))"))
            .Where(address => address.EndsWith($"language={language}&theme={theme}", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(pictures);

        foreach (var address in pictures)
        {
            await screen.GoToAsync(address);
            Assert.Equal(language, await screen.LanguageAsync());
            await screen.IsAccessibleAsync();
            await screen.FitsViewportAsync();
            var parts = address["/gallery/".Length..].Split('?', '&', '=');
            await screen.SaveScreenshotAsync($"gallery-{parts[0]}-{parts[2]}-{language}-{theme}");
        }
    }
}
