using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(AuthDemo.EndToEnd.Tests.Browser))]

namespace AuthDemo.EndToEnd.Tests;

/// <summary>One real Chromium for the whole run; each story opens contexts of its own in it.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    public IBrowser Chromium => _chromium ?? throw new InvalidOperationException("The browser has not started.");

    public async ValueTask InitializeAsync()
    {
        // A guard, not a measure: a busy machine takes its time.
        Assertions.SetDefaultExpectTimeout(60_000);
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("AUTHDEMO_CHROMIUM") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                // What drops down from the address bar is two pages of their own in each window: a second of CPU, and nobody looks.
                // The last list counts, so what matters of Playwright's own is here again.
                "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,PreloadTopChromeWebUI," +
                "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,OptimizationHints,PaintHolding,Translate",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Stage.StrikeAsync();
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        _playwright?.Dispose();
    }
}
