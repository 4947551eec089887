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
        await using var stage = await Stage.SetAsync(browser, story: $"Gallery_{language}_{theme}");
        var screen = await stage.OpenBrowserAsync(new() { ViewportSize = new() { Width = 390, Height = 844 } });
        await screen.GoToAsync("/gallery");
        var states = await screen.Page.GetByRole(AriaRole.Navigation, new() { Name = "States" }).GetByRole(AriaRole.Link).AllInnerTextsAsync();
        Assert.NotEmpty(states);

        foreach (var state in states)
        {
            foreach (var device in new[] { "same", "other" })
            {
                await screen.GoToAsync($"/gallery/{state}?device={device}&language={language}&theme={theme}");
                Assert.Equal(language, await screen.LanguageAsync());
                await screen.IsAccessibleAsync();
                await screen.FitsAsync();
                await screen.PictureAsync($"gallery-{state}-{device}-{language}-{theme}");
            }
        }
    }
}
