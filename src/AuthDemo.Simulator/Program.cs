using System.Globalization;
using System.Runtime.InteropServices;
using AuthDemo.Simulator.Scenarios;

namespace AuthDemo.Simulator;

/// <summary>Runs a simulator as a process of its own until it is interrupted; see docs/simulator.md.</summary>
internal static class Program
{
    private const string Usage = "usage: [--data FOLDER] [--rp-port 0-65535] [--phone-port 0-65535] [--scan-tolerance SECONDS] [--name RELYING-PARTY] [--host NAME] [--scenario NAME]";

    public static async Task<int> Main(string[] args)
    {
        using var logs = LoggerFactory.Create(b => b.AddSimpleConsole(c => c.SingleLine = true)
            .SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning));
        var (options, problem) = Parse(args, logs);
        if (problem is not null)
        {
            await Console.Error.WriteLineAsync($"{problem}\n{Usage}");
            return 2;
        }
        await using var simulator = await StartAsync(options);
        if (simulator is null)
            return 1;
        _ = simulator.BankIdRoot;
        Console.WriteLine($"RP API        {simulator.RpUrl}");
        Console.WriteLine($"Phone         {simulator.PhoneUrl}");
        Console.WriteLine($"Control       {simulator.ControlUrl}");
        Console.WriteLine($"Certificates  {Path.GetFullPath(options.DataFolder)} (see simulator.json)");

        var stop = new TaskCompletionSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await stop.Task;
        await simulator.StopAsync();
        foreach (var line in simulator.Lint.Lines())
            Console.WriteLine(line);
        return 0;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }
    }

    /// <summary>A taken port or a broken certificate is the caller's to fix: print the message without a stack trace.</summary>
    private static async Task<SimulatorServer?> StartAsync(SimulatorOptions options)
    {
        try
        {
            return await SimulatorServer.StartAsync(options);
        }
        catch (Exception e) when (e is ArgumentException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return null;
        }
    }

    private static (SimulatorOptions Options, string? Problem) Parse(string[] args, ILoggerFactory logs)
    {
        var options = new SimulatorOptions { DataFolder = Path.Combine("data", "simulator"), RpPort = 5443, PhonePort = 5081, LoggerFactory = logs };
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            SimulatorOptions? next = args[i] switch
            {
                "--data" when value.Length > 0 => options with { DataFolder = value },
                "--scenario" when Scenarios.Scenario.Find(value) is not null => options with { Scenario = value },
                "--name" when value.Length > 0 => options with { RelyingPartyName = value },
                "--host" when value.Length > 0 => options with { HostName = value },
                "--rp-port" when isNumber && number <= 65535 => options with { RpPort = number },
                "--phone-port" when isNumber && number <= 65535 => options with { PhonePort = number },
                "--scan-tolerance" when isNumber => options with { ScanTolerance = TimeSpan.FromSeconds(number) },
                _ => null,
            };
            if (next is null)
                return (options, $"{args[i]} does not take '{value}', or is no option.");
            options = next;
        }
        return (options, null);
    }
}
