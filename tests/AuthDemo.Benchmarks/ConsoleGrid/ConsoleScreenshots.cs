using AuthDemo.Simulator;
using AuthDemo.Simulator.Client;
using Microsoft.Playwright;

namespace AuthDemo.Benchmarks.ConsoleGrid;

/// <summary>The pictures of docs/console.md: each page of the console over a journal with something in it; also in every theme, width and language, to look at.</summary>
internal static class ConsolePictures
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
            await FullJournal.WriteAsync(data, Ended);
            await using var bankId = await SimulatorServer.StartAsync(new() { DataFolder = Path.Combine(folder.FullName, "simulator") });
            await using var service = await ServiceUnderLoad.StartAsync(data, Path.Combine(folder.FullName, "simulator", "simulator.json"));
            await service.StartSessionsAsync(Running);
            using var simulator = new SimulatorClient(bankId.PhoneUrl);
            await using var browser = await OperatorBrowser.SignInAsync(service.Url, simulator.Phone("asa"));
            Directory.CreateDirectory(into);
            foreach (var (name, path) in s_pages)
                await browser.PictureAsync(path, Path.Combine(into, $"{name}.png"));
            await browser.LookAsync(390, ColorScheme.Dark, "en");
            await browser.PictureAsync("/console", Path.Combine(into, "overview-phone.png"));
            if (!isEverything)
                return 0;
            foreach (var (width, theme, language) in ((int, ColorScheme, string)[])[(1280, ColorScheme.Dark, "sv"), (390, ColorScheme.Light, "sv"), (390, ColorScheme.Dark, "en")])
            {
                await browser.LookAsync(width, theme, language);
                foreach (var (name, path) in s_pages)
                    await browser.PictureAsync(path, Path.Combine(into, $"{name}-{width}-{theme}-{language}.png"));
            }
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
