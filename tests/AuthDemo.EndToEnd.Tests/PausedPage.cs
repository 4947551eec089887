using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>
/// A page that is suspended, as phones suspend pages in the background: no script or timer runs, and no network data reaches it. It is
/// paused by the debugger, because Chromium does not freeze a page that Playwright keeps in the foreground, although it reports that it
/// did.
/// </summary>
internal sealed class PausedPage
{
    private readonly ICDPSession _devTools;

    private PausedPage(ICDPSession devTools) => _devTools = devTools;

    public static async Task<PausedPage> PauseAsync(IPage page)
    {
        var devTools = await page.Context.NewCDPSessionAsync(page);
        var paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        devTools.Event("Debugger.paused").OnEvent += (_, _) => paused.TrySetResult();
        await devTools.SendAsync("Debugger.enable");
        _ = devTools.SendAsync("Runtime.evaluate", new() { ["expression"] = "debugger" }); // returns on resume
        await paused.Task;
        return new PausedPage(devTools);
    }

    public async Task ResumeAsync()
    {
        await _devTools.SendAsync("Debugger.resume");
        await _devTools.DetachAsync();
    }
}
