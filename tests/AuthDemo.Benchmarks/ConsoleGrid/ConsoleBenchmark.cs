using System.Diagnostics;
using System.Globalization;
using AuthDemo.Simulator;
using AuthDemo.Simulator.Client;

namespace AuthDemo.Benchmarks.ConsoleGrid;

/// <summary>
/// What the console's grid costs with a full journal and a busy service: the built service as a process of its own with a simulated
/// BankID beside it, 10,000 sessions in its journal, 500 of them running, and an operator in a real Chromium. The running ones are renewed
/// every half a minute, so the page has something to follow.
/// </summary>
internal static class ConsoleBenchmark
{
    private const int Ended = 9_500;
    private const int Running = 500;
    private const int Openings = 5;
    private const int Jumps = 40;

    private static readonly TimeSpan s_watch = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("authdemo-console-benchmark-");
        try
        {
            var data = Path.Combine(folder.FullName, "data");
            Say($"{Environment.ProcessorCount} cores, load {LoadAverage()}");
            var filling = Stopwatch.StartNew();
            await FullJournal.WriteAsync(data, Ended);
            Say($"journal: {Ended} ended sessions written in {filling.Elapsed.TotalSeconds:0} s");

            await using var bankId = await SimulatorServer.StartAsync(new() { DataFolder = Path.Combine(folder.FullName, "simulator") });
            await using var service = await ServiceUnderLoad.StartAsync(data, Path.Combine(folder.FullName, "simulator", "simulator.json"));
            await service.StartSessionsAsync(Running);
            var before = service.ResidentMegabytes;
            Say($"service: {Running} sessions running, {before} MB resident");

            using var simulator = new SimulatorClient(bankId.PhoneUrl);
            await using var browser = await OperatorBrowser.SignInAsync(service.Url, simulator.Phone("asa"));
            var opened = await browser.OpenGridAsync(Openings);
            Say($"time to first row: p50 {Median(opened):0} ms, longest {opened.Max():0} ms of {opened.Count} page loads");
            Say($"grid: {await browser.CountAsync()}");

            var updates = await browser.WatchAsync(s_watch);
            var each = updates.Bytes / Math.Max(1, updates.Frames);
            Say($"live for {s_watch.TotalSeconds:0} s: {updates.Frames} updates, {each} bytes each before compression, {updates.Bytes / 1024.0 / s_watch.TotalSeconds:0.0} KB/s over the circuit");

            var jumps = await browser.JumpAsync(Jumps);
            Say($"scrolling to any place: p50 {Median(jumps):0} ms, longest {jumps.Max():0} ms of {jumps.Count} jumps until its rows are there");
            Say($"memory: browser's JS heap {await browser.HeapMegabytesAsync():0.0} MB; service {service.ResidentMegabytes} MB resident, {before} MB before the console was opened");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
