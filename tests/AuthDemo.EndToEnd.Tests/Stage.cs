using System.Runtime.CompilerServices;
using AuthDemo.Simulator;
using Microsoft.Playwright;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>Everything one story needs, of its own: a simulated BankID and the service as a process beside it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Browser _browser;
    private readonly List<IBrowserContext> _contexts = [];
    private readonly List<Phone> _phones = [];
    private SimulatorServer _bankId;

    private Stage(DirectoryInfo folder, Browser browser, SimulatorServer bankId, ServiceProcess service) =>
        (_folder, _browser, _bankId, Service) = (folder, browser, bankId, service);

    public ServiceProcess Service { get; }

    public ShiftableTime BankIdTime { get; private init; } = new();

    public static async Task<Stage> SetAsync(
        Browser browser, IReadOnlyDictionary<string, string>? settings = null, [CallerMemberName] string story = "")
    {
        var folder = Directory.CreateTempSubdirectory("authdemo-e2e-");
        var time = new ShiftableTime();
        var bankId = await SimulatorServer.StartAsync(new() { DataFolder = Path.Combine(folder.FullName, "simulator"), TimeProvider = time });
        var all = new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["BankId:Environment"] = "Simulator",
            ["Simulator:Connection"] = Path.Combine(folder.FullName, "simulator", "simulator.json"),
            ["DataFolder"] = Path.Combine(folder.FullName, "data"),
        };
        var service = await ServiceProcess.StartAsync(all, story);
        return new Stage(folder, browser, bankId, service) { BankIdTime = time };
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

    public async Task<Phone> PhoneOfAsync(string holder)
    {
        var phone = await Phone.OfAsync(holder, _bankId.PhoneUrl);
        _phones.Add(phone);
        return phone;
    }

    /// <summary>BankID goes away: its port answers nobody and its orders are forgotten.</summary>
    public async Task StopBankIdAsync()
    {
        await _bankId.StopAsync();
        await _bankId.DisposeAsync();
    }

    /// <summary>BankID comes back where it was.</summary>
    public async Task StartBankIdAsync() => _bankId = await SimulatorServer.StartAsync(new()
    {
        DataFolder = Path.Combine(_folder.FullName, "simulator"),
        TimeProvider = BankIdTime,
        RpPort = _bankId.RpUrl.Port,
        PhonePort = _bankId.PhoneUrl.Port,
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var phone in _phones) phone.Dispose();
        foreach (var context in _contexts) await context.DisposeAsync();
        await Service.DisposeAsync();
        await _bankId.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
