using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>
/// A tab that is stopped, as phones stop what is in the background: no script of it runs, no timer, nothing of what the network
/// brings reaches it, until it wakes. It is a debugger's pause, which the browser confirms; it does not freeze a page that
/// Playwright holds in front, whatever it answers when asked to.
/// </summary>
internal sealed class Sleep
{
    private readonly ICDPSession _tools;

    private Sleep(ICDPSession tools) => _tools = tools;

    public static async Task<Sleep> OfAsync(IPage page)
    {
        var tools = await page.Context.NewCDPSessionAsync(page);
        var paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        tools.Event("Debugger.paused").OnEvent += (_, _) => paused.TrySetResult();
        await tools.SendAsync("Debugger.enable");
        _ = tools.SendAsync("Runtime.evaluate", new() { ["expression"] = "debugger" }); // is answered on waking
        await paused.Task;
        return new Sleep(tools);
    }

    public async Task WakeAsync()
    {
        await _tools.SendAsync("Debugger.resume");
        await _tools.DetachAsync();
    }
}
