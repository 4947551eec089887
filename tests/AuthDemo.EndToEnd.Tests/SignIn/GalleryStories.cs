using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.SignIn;

/// <summary>Every state there is, as a person would see it, whether or not a story reaches it.</summary>
public sealed class GalleryStories(Browser browser)
{
    [Theory]
    [InlineData("en", "light")]
    [InlineData("sv", "dark")]
    public async Task No_state_breaks_a_rule_of_accessibility(string language, string theme)
    {
        await using var stage = await Stage.ShareAsync(browser);
        var screen = await stage.OpenBrowserAsync(new() { ViewportSize = new() { Width = 390, Height = 844 } });
        await screen.GoToAsync("/gallery");
        var pictures = (await screen.Page.Locator("iframe").EvaluateAllAsync<string[]>("frames => frames.map(frame => frame.getAttribute('src'))"))
            .Where(address => address.EndsWith($"language={language}&theme={theme}", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(pictures);

        foreach (var address in pictures)
        {
            await screen.GoToAsync(address);
            Assert.Equal(language, await screen.LanguageAsync());
            await screen.IsAccessibleAsync();
            await screen.FitsAsync();
            var parts = address["/gallery/".Length..].Split('?', '&', '=');
            await screen.PictureAsync($"gallery-{parts[0]}-{parts[2]}-{language}-{theme}");
        }
    }
}
