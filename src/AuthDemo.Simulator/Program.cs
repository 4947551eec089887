using System.Globalization;
using System.Runtime.InteropServices;

namespace AuthDemo.Simulator;

/// <summary>Runs a simulator by itself: <c>dotnet run --project src/AuthDemo.Simulator -- [--data FOLDER] [--rp-port N] [--phone-port N]</c>.</summary>
internal static class Program
{
    private const string Usage = "usage: [--data FOLDER] [--rp-port 0-65535] [--phone-port 0-65535] [--scan-tolerance SECONDS] [--name RELYING-PARTY]";

    public static async Task<int> Main(string[] args)
    {
        using var logs = LoggerFactory.Create(b => b.AddSimpleConsole(c => c.SingleLine = true)
            .SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning));
        if (Parse(args, logs) is not { } options)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
        await using var simulator = await SimulatorServer.StartAsync(options);
        _ = simulator.BankIdRoot;
        Console.WriteLine($"RP API        {simulator.RpUrl}");
        Console.WriteLine($"Phone         {simulator.PhoneUrl}");
        Console.WriteLine($"Certificates  {Path.GetFullPath(options.DataFolder)} (see simulator.json)");

        var stop = new TaskCompletionSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await stop.Task;
        await simulator.StopAsync();
        return 0;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }
    }

    private static SimulatorOptions? Parse(string[] args, ILoggerFactory logs)
    {
        var options = new SimulatorOptions { DataFolder = Path.Combine("data", "simulator"), RpPort = 5443, PhonePort = 5081, LoggerFactory = logs };
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            SimulatorOptions? next = args[i] switch
            {
                "--data" when value.Length > 0 => options with { DataFolder = value },
                "--name" when value.Length > 0 => options with { RelyingPartyName = value },
                "--rp-port" when isNumber && number <= 65535 => options with { RpPort = number },
                "--phone-port" when isNumber && number <= 65535 => options with { PhonePort = number },
                "--scan-tolerance" when isNumber => options with { ScanTolerance = TimeSpan.FromSeconds(number) },
                _ => null,
            };
            if (next is null)
                return null;
            options = next;
        }
        return options;
    }
}
