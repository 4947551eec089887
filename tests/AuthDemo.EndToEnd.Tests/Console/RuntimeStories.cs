using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AuthDemo.EndToEnd.Tests.Console;

/// <summary>Operators see the interpreters and workers, restart one, and see when the host switched patterns.</summary>
public sealed partial class RuntimeStories(Browser browser)
{
    [Fact]
    public async Task Admin_restarts_a_runner_for_a_reason_and_finds_it_in_the_audit_log()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser, new Dictionary<string, string> { ["Python:Pattern"] = "Workers" });
        var console = await Operators.SignInAsync(environment, Operators.Admin);
        await console.GoToAsync("/console/python");
        var runners = console.Page.GetByRole(AriaRole.Region, new() { Name = "Interpreters and workers" });
        await Expect(runners.Locator("tbody tr")).ToHaveCountAsync(Math.Max(2, Environment.ProcessorCount));
        var before = await runners.Locator("tbody .mono").AllInnerTextsAsync();

        await console.PressAsync($"Restart {before[0]}");
        var dialog = console.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Restart", Exact = true })).ToBeDisabledAsync();
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("Its memory grows");
        await console.IsAccessibleAsync();
        await console.SaveScreenshotAsync("runtime-restart");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Restart", Exact = true }).ClickAsync();

        await console.ShowsTextAsync($"{before[0]} was restarted: another serves in its place.");
        await Expect(runners.GetByText(before[0], new() { Exact = true })).ToHaveCountAsync(0);
        await Expect(runners.Locator("tbody tr")).ToHaveCountAsync(before.Count);
        Assert.Single((await runners.Locator("tbody .mono").AllInnerTextsAsync()).Except(before));
        await console.GoToAsync("/console/audit");
        var entry = console.Page.Locator("tbody tr").Filter(new() { HasText = "Its memory grows" });
        await Expect(entry).ToContainTextAsync(Operators.Admin);
        await Expect(entry).ToContainTextAsync(before[0]);
    }

    [Fact]
    public async Task Viewer_sees_the_runners_and_can_restart_none()
    {
        await using var environment = await TestEnvironment.CreateAsync(browser, Operators.ViewerOnly);
        var console = await Operators.SignInAsync(environment, Operators.Viewer);

        await console.GoToAsync("/console/python");

        var restarts = console.Page.GetByRole(AriaRole.Button, new() { NameRegex = RestartOfARunner() });
        await Expect(restarts.First).ToBeVisibleAsync();
        foreach (var restart in await restarts.AllAsync())
            await Expect(restart).ToBeDisabledAsync();
    }

    /// <summary>The health check's function hangs in C code once. With a single interpreter, nothing in the process can replace it.</summary>
    [Fact]
    public async Task Host_moves_to_workers_by_itself_and_the_console_says_so()
    {
        using var folder = new TemporaryFolder();
        var once = folder["once"];
        await File.WriteAllTextAsync(folder["hangs.py"], $"""
            import os
            def ping(request):
                if not os.path.exists("{once}"):
                    open("{once}", "w").close()
                    sum(range(10**13))
                return request
            """, TestContext.Current.CancellationToken);
        await using (var environment = await TestEnvironment.CreateAsync(browser, new Dictionary<string, string>
        {
            ["Python:SearchPaths:1"] = folder.FullName, ["Python:HealthFunction"] = "hangs.ping",
        }))
        {
            var console = await Operators.SignInAsync(environment, Operators.Admin);
            await console.GoToAsync("/console/python");
            await console.ShowsTextAsync("Serving");
            using var monitoring = new HttpClient { BaseAddress = environment.Service.Url };
            Assert.Equal("unhealthy", await PythonHealthAsync(monitoring));

            await console.ShowsTextAsync("Calls run in worker processes since then; start a fresh process to run inside this process again.");
            await Expect(console.Page.Locator(".tile", new() { HasText = "Pattern" })).ToContainTextAsync("Workers");
            await console.ShowsTextAsync("hangs.ping did not stop when it was interrupted");
            Assert.Equal("degraded", await PythonHealthAsync(monitoring));

            await console.PressAsync("Run comparison");
            await Expect(console.Page.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
            await console.IsAccessibleAsync();
            await console.SaveScreenshotAsync("runtime-comparing");
            await Expect(console.Page.GetByRole(AriaRole.Cell, new() { Name = "Per call" })).ToBeVisibleAsync();
            await console.SaveScreenshotAsync("runtime-compared");
            await CheckAppearanceAsync(console);
        }
    }

    private static async Task CheckAppearanceAsync(Screen console)
    {
        foreach (var (width, theme, language) in ((int, ColorScheme, string)[])
                 [(1280, ColorScheme.Light, "en"), (1280, ColorScheme.Dark, "sv"), (390, ColorScheme.Light, "sv"), (390, ColorScheme.Dark, "en")])
        {
            await console.Page.SetViewportSizeAsync(width, 900);
            await console.Page.EmulateMediaAsync(new() { ColorScheme = theme });
            await console.Page.Context.AddCookiesAsync([new() { Name = "authdemo-language", Value = Uri.EscapeDataString($"c={language}|uic={language}"), Url = new Uri(console.Page.Url).GetLeftPart(UriPartial.Authority) }]);
            await console.Page.ReloadAsync();
            await console.ShowsHeadingAsync(language == "sv" ? "Python-körning" : "Python runtime");
            await console.IsAccessibleAsync();
            await console.FitsViewportAsync();
            await console.SaveScreenshotAsync($"runtime-{width}-{theme.ToString().ToLowerInvariant()}-{language}");
        }
    }

    private static async Task<string?> PythonHealthAsync(HttpClient monitoring)
    {
        using var response = await monitoring.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        var health = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return health.GetProperty("checks").GetProperty("python").GetProperty("status").GetString();
    }

    [GeneratedRegex("^Restart [a-z]+-[0-9]+$")]
    private static partial Regex RestartOfARunner();
}
