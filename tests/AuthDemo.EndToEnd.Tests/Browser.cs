using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(AuthDemo.EndToEnd.Tests.Browser))]

namespace AuthDemo.EndToEnd.Tests;

/// <summary>One Chromium for the whole run; each story opens browser contexts of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    public IBrowser Chromium => _chromium ?? throw new InvalidOperationException("The browser has not started.");

    public async ValueTask InitializeAsync()
    {
        // Protects the run from a hang; it is not a measurement, because machines may be busy.
        Assertions.SetDefaultExpectTimeout(60_000);
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("AUTHDEMO_CHROMIUM") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                // The address bar's popups are two pages in each window, which cost a second of CPU and are never shown.
                // Chromium uses the last list only, so the relevant features of Playwright's own list are repeated.
                "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,PreloadTopChromeWebUI," +
                "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,OptimizationHints,PaintHolding,Translate",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await TestEnvironment.DisposeIdleAsync();
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        _playwright?.Dispose();
    }
}
