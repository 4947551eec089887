using AuthDemo.Simulator.Client;
using Microsoft.Playwright;

namespace AuthDemo.Benchmarks.ConsoleGrid;

/// <summary>A real Chromium with a signed-in operator, and the measurements in its page.</summary>
internal sealed class OperatorBrowser : IAsyncDisposable
{
    // FirstRow resolves when a row is rendered; Jump when the row in the middle of the viewport is loaded and not a placeholder.
    private const string FirstRow = "() => new Promise(done => { const look = () => document.querySelector('tbody tr[data-id]') ? done(performance.now()) : requestAnimationFrame(look); look(); })";

    private const string Jump = """
        share => new Promise((done, fail) => {
          const scroller = document.querySelector('.scroll.tall'), rows = () => [...scroller.querySelectorAll('tbody tr[data-id]')];
          const before = rows()[0]?.dataset.id, began = performance.now();
          scroller.scrollTop = share * scroller.scrollHeight;
          const look = () => {
            const box = scroller.getBoundingClientRect(), middle = box.top + box.height / 2, took = performance.now() - began;
            const isThere = rows().some(row => { const at = row.getBoundingClientRect(); return at.top <= middle && at.bottom >= middle; });
            if (isThere && rows()[0].dataset.id !== before) done(took);
            else if (took > 30000) fail(new Error(`no row in the middle after a jump to ${share}`));
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        })
        """;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _chromium;
    private readonly IPage _page;
    private long _frames;
    private long _bytes;

    private OperatorBrowser(IPlaywright playwright, IBrowser chromium, IPage page)
    {
        (_playwright, _chromium, _page) = (playwright, chromium, page);
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
        {
            Interlocked.Increment(ref _frames);
            Interlocked.Add(ref _bytes, frame.Binary?.Length ?? frame.Text?.Length ?? 0);
        };
    }

    public static async Task<OperatorBrowser> SignInAsync(Uri service, Phone phone)
    {
        var playwright = await Playwright.CreateAsync();
        var chromium = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("AUTHDEMO_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
        });
        var context = await chromium.NewContextAsync(new() { BaseURL = service.ToString(), Locale = "en-GB", ViewportSize = new() { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in?returnUrl=/console");
        await page.GetByRole(AriaRole.Button, new() { Name = "BankID on this computer" }).ClickAsync();
        var link = page.GetByRole(AriaRole.Link, new() { Name = "Start the BankID app" });
        await phone.OpenAsync((await link.GetAttributeAsync("href"))!);
        await page.GetByRole(AriaRole.Heading, new() { Name = "Enter your security code" }).WaitForAsync();
        await phone.EnterCodeAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Overview" }).WaitForAsync();
        return new OperatorBrowser(playwright, chromium, page);
    }

    /// <summary>Milliseconds from the navigation's start to the first row, for each page load.</summary>
    public async Task<List<double>> OpenGridAsync(int times)
    {
        var took = new List<double>();
        for (var i = 0; i < times; i++)
        {
            await _page.GotoAsync("/console/sessions", new() { WaitUntil = WaitUntilState.Commit });
            took.Add(await _page.EvaluateAsync<double>(FirstRow));
        }
        return took;
    }

    /// <summary>The grid's own count: <c>10,001 sessions</c>.</summary>
    public async Task<string> CountAsync() => await _page.Locator(".gridfoot [role=status]").InnerTextAsync();

    /// <summary>The traffic of the circuit while the page is idle.</summary>
    public async Task<(long Frames, long Bytes)> WatchAsync(TimeSpan length)
    {
        var (frames, bytes) = (Interlocked.Read(ref _frames), Interlocked.Read(ref _bytes));
        await Task.Delay(length);
        return (Interlocked.Read(ref _frames) - frames, Interlocked.Read(ref _bytes) - bytes);
    }

    /// <summary>Milliseconds from a jump of the scroll bar until the rows there are loaded, at places all over the list.</summary>
    public async Task<List<double>> JumpAsync(int times)
    {
        var took = new List<double>();
        for (var i = 1; i <= times; i++)
            took.Add(await _page.EvaluateAsync<double>(Jump, i * 7 % times / (double)times * 0.95 + 0.02));
        return took;
    }

    /// <summary>Sets screen width, theme and language for the following pages.</summary>
    public async Task SetDisplayAsync(int width, ColorScheme theme, string language)
    {
        // The language switch is shown only on wide screens.
        await _page.SetViewportSizeAsync(1280, 900);
        await _page.GotoAsync("/console");
        await _page.Locator("main h1").WaitForAsync();
        if (_page.Locator($"button[name=language][value={language}]") is var other && await other.CountAsync() > 0)
            await other.ClickAsync();
        await Assertions.Expect(_page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await _page.SetViewportSizeAsync(width, 900);
        await _page.EmulateMediaAsync(new() { ColorScheme = theme });
    }

    /// <summary>Takes a screenshot when the page has loaded. For a list of failed sessions it opens the first of them.</summary>
    public async Task ScreenshotAsync(string path, string file)
    {
        await _page.GotoAsync(path);
        await _page.Locator("main h1").WaitForAsync();
        if (path.Contains("state=failed", StringComparison.Ordinal))
        {
            await _page.Locator("tbody tr[data-id]").First.ClickAsync();
            await _page.Locator(".timeline").WaitForAsync();
        }

        await Assertions.Expect(_page.Locator("[aria-busy=true]")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await _page.Mouse.MoveAsync(2, 2);
        await _page.ScreenshotAsync(new() { Path = file });
    }

    public async Task<double> HeapMegabytesAsync()
    {
        var protocol = await _page.Context.NewCDPSessionAsync(_page);
        await protocol.SendAsync("HeapProfiler.collectGarbage");
        await protocol.SendAsync("Performance.enable");
        var metrics = (await protocol.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics");
        return metrics.EnumerateArray().Single(metric => metric.GetProperty("name").GetString() == "JSHeapUsedSize").GetProperty("value").GetDouble() / 1024 / 1024;
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _playwright.Dispose();
    }
}
