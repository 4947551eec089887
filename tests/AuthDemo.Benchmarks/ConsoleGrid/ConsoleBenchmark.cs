using System.Diagnostics;
using System.Globalization;
using AuthDemo.Simulator;
using AuthDemo.Simulator.Client;

namespace AuthDemo.Benchmarks.ConsoleGrid;

/// <summary>
/// Measures the console's grid with a full journal: the built service in its own process with a simulated BankID, 10,000 sessions in its
/// journal, 500 of them running, and an operator in a real Chromium. The running sessions are renewed every 30 s, so the page gets
/// updates.
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
            Print($"{Environment.ProcessorCount} cores, load {LoadAverage()}");
            var filling = Stopwatch.StartNew();
            await JournalSeeder.WriteAsync(data, Ended);
            Print($"journal: {Ended} ended sessions written in {filling.Elapsed.TotalSeconds:0} s");

            await using var bankId = await SimulatorServer.StartAsync(new() { DataFolder = Path.Combine(folder.FullName, "simulator") });
            await using var service = await ServiceProcess.StartAsync(data, Path.Combine(folder.FullName, "simulator", "simulator.json"));
            await service.StartSessionsAsync(Running);
            var before = service.ResidentMegabytes;
            Print($"service: {Running} sessions running, {before} MB resident");

            using var simulator = new SimulatorClient(bankId.PhoneUrl);
            await using var browser = await OperatorBrowser.SignInAsync(service.Url, simulator.Phone("asa"));
            var opened = await browser.OpenGridAsync(Openings);
            Print($"time to first row: p50 {Median(opened):0} ms, longest {opened.Max():0} ms of {opened.Count} page loads");
            Print($"grid: {await browser.CountAsync()}");

            var updates = await browser.WatchAsync(s_watch);
            var each = updates.Bytes / Math.Max(1, updates.Frames);
            Print($"live for {s_watch.TotalSeconds:0} s: {updates.Frames} updates, {each} bytes each before compression, {updates.Bytes / 1024.0 / s_watch.TotalSeconds:0.0} KB/s over the circuit");

            var jumps = await browser.JumpAsync(Jumps);
            Print($"scrolling to any place: p50 {Median(jumps):0} ms, longest {jumps.Max():0} ms of {jumps.Count} jumps until its rows are there");
            Print($"memory: browser's JS heap {await browser.HeapMegabytesAsync():0.0} MB; service {service.ResidentMegabytes} MB resident, {before} MB before the console was opened");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
