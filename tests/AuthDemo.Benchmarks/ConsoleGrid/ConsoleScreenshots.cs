using AuthDemo.Simulator;
using AuthDemo.Simulator.Client;
using Microsoft.Playwright;

namespace AuthDemo.Benchmarks.ConsoleGrid;

/// <summary>The screenshots of docs/console.md: each page of the console with sample data; optionally in every theme, width and language.</summary>
internal static class ConsoleScreenshots
{
    private const int Ended = 600;
    private const int Running = 12;

    private static readonly (string Name, string Path)[] s_pages =
    [
        ("overview", "/console"), ("sessions", "/console/sessions"), ("session", "/console/sessions?state=failed"), ("phone", "/phone/sign"),
        ("python", "/console/python"), ("audit", "/console/audit"), ("settings", "/console/settings"),
    ];

    public static async Task<int> TakeAsync(string into, bool isEverything)
    {
        var folder = Directory.CreateTempSubdirectory("authdemo-console-pictures-");
        try
        {
            var data = Path.Combine(folder.FullName, "data");
            await JournalSeeder.WriteAsync(data, Ended);
            await using var bankId = await SimulatorServer.StartAsync(new() { DataFolder = Path.Combine(folder.FullName, "simulator") });
            await using var service = await ServiceProcess.StartAsync(data, Path.Combine(folder.FullName, "simulator", "simulator.json"));
            await service.StartSessionsAsync(Running);
            using var simulator = new SimulatorClient(bankId.PhoneUrl);
            await using var browser = await OperatorBrowser.SignInAsync(service.Url, simulator.Phone("asa"));
            Directory.CreateDirectory(into);
            foreach (var (name, path) in s_pages)
                await browser.ScreenshotAsync(path, Path.Combine(into, $"{name}.png"));
            await browser.SetDisplayAsync(390, ColorScheme.Dark, "en");
            await browser.ScreenshotAsync("/console", Path.Combine(into, "overview-phone.png"));
            if (!isEverything)
                return 0;
            foreach (var (width, theme, language) in ((int, ColorScheme, string)[])[(1280, ColorScheme.Dark, "sv"), (390, ColorScheme.Light, "sv"), (390, ColorScheme.Dark, "en")])
            {
                await browser.SetDisplayAsync(width, theme, language);
                foreach (var (name, path) in s_pages)
                    await browser.ScreenshotAsync(path, Path.Combine(into, $"{name}-{width}-{theme}-{language}.png"));
            }
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
