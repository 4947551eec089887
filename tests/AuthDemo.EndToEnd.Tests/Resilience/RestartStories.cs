using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests.Resilience;

/// <summary>The page of a running session when the service is killed and restarted: it reconnects on its own and shows the current state.</summary>
[Collection(nameof(Resilience))]
public sealed class RestartStories(Browser browser)
{
    [Fact]
    public async Task Service_is_killed_while_the_app_waits_to_be_opened_and_the_page_goes_on_where_it_was()
    {
        await using var environment = await CrashTestEnvironment.CreateAsync("restart-waiting", browser);
        using var users = new SimulatedUsers(environment);
        var user = await users.AddStartedAsync();
        var screen = await user.OpenInBrowserAsync();
        await WaitUntilInteractiveAsync(screen);
        var link = await screen.LaunchLinkAsync();

        await environment.KillAsync();
        await screen.ShowsTextAsync("The connection was lost.");
        await environment.StartAsync();

        await screen.ShowsHeadingAsync("Open the BankID app");
        Assert.Equal(link, await screen.LaunchLinkAsync());
        await user.OpenAppAsync();
        await screen.ShowsHeadingAsync("Enter your security code");
        await user.Phone.EnterCodeAsync();
        await screen.ShowsTextAsync(user.Name);
    }

    [Fact]
    public async Task Service_is_killed_while_the_code_is_entered_and_the_page_signs_in_when_it_is_back()
    {
        await using var environment = await CrashTestEnvironment.CreateAsync("restart-entering", browser);
        using var users = new SimulatedUsers(environment);
        var user = await users.AddStartedAsync();
        await user.OpenAppAsync();
        var screen = await user.OpenInBrowserAsync();
        await WaitUntilInteractiveAsync(screen);

        await environment.KillAsync();
        await user.Phone.EnterCodeAsync();
        await environment.StartAsync();

        await screen.ShowsTextAsync(user.Name);
    }

    /// <summary>Waits until the page is interactive: a prerendered page has no connection to lose.</summary>
    private static Task WaitUntilInteractiveAsync(Screen screen) =>
        Assertions.Expect(screen.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeEnabledAsync();
}
