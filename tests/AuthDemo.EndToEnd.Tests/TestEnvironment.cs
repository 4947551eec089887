using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using AuthDemo.Simulator;
using AuthDemo.Simulator.Client;
using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>
/// What a story runs against: a simulated BankID, and the service as a process beside it. Either new, or reused after another story.
/// </summary>
internal sealed class TestEnvironment : IAsyncDisposable
{
    /// <summary>How old a QR code may be when it is scanned: a busy machine needs time to decode a screenshot.</summary>
    private static readonly TimeSpan s_scanTolerance = TimeSpan.FromSeconds(20);

    private static readonly ConcurrentBag<TestEnvironment> s_idle = [];

    private readonly TemporaryFolder _folder;
    private readonly Browser _browser;
    private readonly List<IBrowserContext> _contexts = [];
    private SimulatorServer _simulator;
    private bool _isShared;

    private TestEnvironment(TemporaryFolder folder, Browser browser, SimulatorServer simulator, ServiceProcess service)
    {
        (_folder, _browser, _simulator, Service) = (folder, browser, simulator, service);
        BankId = new SimulatorClient(simulator.PhoneUrl);
    }

    public ServiceProcess Service { get; }

    /// <summary>The simulator's clock, scenarios, faults and orders.</summary>
    public SimulatorClient BankId { get; }

    /// <summary>
    /// An environment for a story without settings of its own and without faults of BankID. Reuses one that another story has left with no
    /// session running: starting the service is most of what a story costs.
    /// </summary>
    public static async Task<TestEnvironment> TakeSharedAsync(Browser browser)
    {
        if (s_idle.TryTake(out var environment))
            return environment;
        environment = await CreateAsync(browser, story: "shared");
        environment._isShared = true;
        return environment;
    }

    /// <summary>Closes the environments that no story uses.</summary>
    public static async Task DisposeIdleAsync()
    {
        while (s_idle.TryTake(out var environment))
            await environment.CloseAsync();
    }

    /// <summary>A new environment for one story.</summary>
    public static async Task<TestEnvironment> CreateAsync(
        Browser browser, IReadOnlyDictionary<string, string>? settings = null, [CallerMemberName] string story = "")
    {
        var folder = new TemporaryFolder();
        var simulator = await SimulatorServer.StartAsync(new() { DataFolder = folder["simulator"], ScanTolerance = s_scanTolerance });
        var all = new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["BankId:Environment"] = "Simulator",
            ["Simulator:Connection"] = Path.Combine(folder["simulator"], "simulator.json"),
            ["DataFolder"] = folder["data"],
        };
        var service = await ServiceProcess.StartAsync(all, story);
        return new TestEnvironment(folder, browser, simulator, service);
    }

    /// <summary>Opens a page in a new browser context, which shares nothing with other contexts.</summary>
    public async Task<Screen> OpenBrowserAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new() { ViewportSize = new() { Width = 1280, Height = 900 } };
        options.Locale ??= "en-GB";
        options.BaseURL = Service.Url.ToString();
        var context = await _browser.Chromium.NewContextAsync(options);
        context.SetDefaultTimeout(30_000);
        _contexts.Add(context);
        return new Screen(await context.NewPageAsync());
    }

    public Task<Phone> PhoneAsync(string holder) => Phone.OfAsync(holder, BankId);

    /// <summary>The root certificate of the simulator's BankIDs.</summary>
    public X509Certificate2 BankIdRoot => _simulator.BankIdRoot;

    /// <summary>Waits until the simulator's orders satisfy the condition.</summary>
    public Task WaitForOrdersAsync(Func<IReadOnlyList<OrderState>, bool> condition) =>
        Polling.UntilAsync(async () => condition(await BankId.OrdersAsync()));

    /// <summary>Stops the simulator: its port refuses connections, and its orders are lost.</summary>
    public async Task StopBankIdAsync()
    {
        await _simulator.StopAsync();
        await _simulator.DisposeAsync();
    }

    /// <summary>Starts the simulator again on the same ports.</summary>
    public async Task StartBankIdAsync() => _simulator = await SimulatorServer.StartAsync(new()
    {
        DataFolder = _folder["simulator"],
        ScanTolerance = s_scanTolerance,
        RpPort = _simulator.RpUrl.Port,
        PhonePort = _simulator.PhoneUrl.Port,
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts)
            await context.DisposeAsync();
        _contexts.Clear();
        // When every order's result was delivered, no session is left that could call BankID during the next story.
        if (_isShared && (await BankId.OrdersAsync()).All(order => order.Delivered))
        {
            await BankId.ResetAsync();
            s_idle.Add(this);
        }
        else
        {
            await CloseAsync();
        }
    }

    private async Task CloseAsync()
    {
        await Service.DisposeAsync();
        BankId.Dispose();
        await _simulator.DisposeAsync();
        _folder.Dispose();
    }
}
