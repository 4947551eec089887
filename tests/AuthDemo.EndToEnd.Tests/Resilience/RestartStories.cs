using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.Resilience;

/// <summary>The page of a running session when the service is killed and comes back: it finds back by itself, and shows the truth.</summary>
[Collection(nameof(Resilience))]
public sealed class RestartStories(Browser browser)
{
    [Fact]
    public async Task Service_is_killed_while_the_app_waits_to_be_opened_and_the_page_goes_on_where_it_was()
    {
        await using var site = await Site.OpenAsync("restart-waiting", browser);
        using var crowd = new Crowd(site);
        var visitor = await crowd.OneAsync();
        var screen = await visitor.ShowAsync();
        await HasConnectedAsync(screen);
        var link = await screen.LaunchLinkAsync();

        await site.KillAsync();
        await screen.ReadsAsync("The connection was lost.");
        await site.StartAsync();

        await screen.SeesAsync("Open the BankID app");
        Assert.Equal(link, await screen.LaunchLinkAsync());
        await visitor.OpenAppAsync();
        await screen.SeesAsync("Enter your security code");
        await visitor.Phone.EnterCodeAsync();
        await screen.ReadsAsync(visitor.Name);
    }

    [Fact]
    public async Task Service_is_killed_while_the_code_is_entered_and_the_page_signs_in_when_it_is_back()
    {
        await using var site = await Site.OpenAsync("restart-entering", browser);
        using var crowd = new Crowd(site);
        var visitor = await crowd.OneAsync();
        await visitor.OpenAppAsync();
        var screen = await visitor.ShowAsync();
        await HasConnectedAsync(screen);

        await site.KillAsync();
        await visitor.Phone.EnterCodeAsync();
        await site.StartAsync();

        await screen.ReadsAsync(visitor.Name);
    }

    /// <summary>The page follows its session: before, it is only a picture of it, and there is no connection to lose.</summary>
    private static Task HasConnectedAsync(Screen screen) =>
        Assertions.Expect(screen.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeEnabledAsync();
}
