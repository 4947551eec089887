using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using AuthDemo.Simulator;
using AuthDemo.Simulator.Client;
using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>
/// Everything one story needs: a simulated BankID and the service as a process beside it, its own or as other stories have left them.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>How late a phone may scan what a camera saw: a busy machine takes its time to decode a picture.</summary>
    private static readonly TimeSpan s_scanTolerance = TimeSpan.FromSeconds(20);

    private static readonly ConcurrentBag<Stage> s_idle = [];

    private readonly DirectoryInfo _folder;
    private readonly Browser _browser;
    private readonly List<IBrowserContext> _contexts = [];
    private SimulatorServer _simulator;
    private bool _isShared;

    private Stage(DirectoryInfo folder, Browser browser, SimulatorServer simulator, ServiceProcess service)
    {
        (_folder, _browser, _simulator, Service) = (folder, browser, simulator, service);
        BankId = new SimulatorClient(simulator.PhoneUrl);
    }

    public ServiceProcess Service { get; }

    /// <summary>BankID's side of the story: its clock, scenarios, faults and orders.</summary>
    public SimulatorClient BankId { get; }

    /// <summary>
    /// A stage for a story that needs no settings of its own and no misbehaviour of BankID's: other stories have gone before it there,
    /// and nothing of theirs still runs. Most of what a story costs is a service that starts.
    /// </summary>
    public static async Task<Stage> ShareAsync(Browser browser)
    {
        if (s_idle.TryTake(out var stage))
            return stage;
        stage = await SetAsync(browser, story: "shared");
        stage._isShared = true;
        return stage;
    }

    /// <summary>Takes down the stages that nobody is on.</summary>
    public static async Task StrikeAsync()
    {
        while (s_idle.TryTake(out var stage))
            await stage.TakeDownAsync();
    }

    /// <summary>A stage of this story alone.</summary>
    public static async Task<Stage> SetAsync(
        Browser browser, IReadOnlyDictionary<string, string>? settings = null, [CallerMemberName] string story = "")
    {
        var folder = Directory.CreateTempSubdirectory("authdemo-e2e-");
        var simulator = await SimulatorServer.StartAsync(new() { DataFolder = Path.Combine(folder.FullName, "simulator"), ScanTolerance = s_scanTolerance });
        var all = new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["BankId:Environment"] = "Simulator",
            ["Simulator:Connection"] = Path.Combine(folder.FullName, "simulator", "simulator.json"),
            ["DataFolder"] = Path.Combine(folder.FullName, "data"),
        };
        var service = await ServiceProcess.StartAsync(all, story);
        return new Stage(folder, browser, simulator, service);
    }

    /// <summary>A new browser profile with one page; nothing is shared with other profiles.</summary>
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

    public Task<Phone> PhoneOfAsync(string holder) => Phone.OfAsync(holder, BankId);

    /// <summary>The root under which BankID issues to people.</summary>
    public X509Certificate2 BankIdRoot => _simulator.BankIdRoot;

    /// <summary>Waits until BankID's orders are so.</summary>
    public async Task BankIdHasAsync(Func<IReadOnlyList<OrderState>, bool> orders)
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!orders(await BankId.OrdersAsync(guard.Token)))
            await look.WaitForNextTickAsync(guard.Token);
    }

    /// <summary>BankID goes away: its port answers nobody and its orders are forgotten.</summary>
    public async Task StopBankIdAsync()
    {
        await _simulator.StopAsync();
        await _simulator.DisposeAsync();
    }

    /// <summary>BankID comes back where it was.</summary>
    public async Task StartBankIdAsync() => _simulator = await SimulatorServer.StartAsync(new()
    {
        DataFolder = Path.Combine(_folder.FullName, "simulator"),
        ScanTolerance = s_scanTolerance,
        RpPort = _simulator.RpUrl.Port,
        PhonePort = _simulator.PhoneUrl.Port,
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts)
            await context.DisposeAsync();
        _contexts.Clear();
        // An order whose end the service has heard of has no session any more that could ask BankID in the middle of the next story.
        if (_isShared && (await BankId.OrdersAsync()).All(order => order.Delivered))
        {
            await BankId.ResetAsync();
            s_idle.Add(this);
        }
        else
        {
            await TakeDownAsync();
        }
    }

    private async Task TakeDownAsync()
    {
        await Service.DisposeAsync();
        BankId.Dispose();
        await _simulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
