using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using AuthDemo.TestKit;

namespace AuthDemo.Benchmarks.ConsoleGrid;

/// <summary>The built service as a process of its own, with running sessions that no page follows.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private const int StartsAtOnce = 8;

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) =>
        {
            if (Listening().Match(line.Data ?? "") is { Success: true } match)
                _listening.TrySetResult(new(match.Groups[1].Value));
        };
        process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException($"The service ended with {process.ExitCode}."));
    }

    public Uri Url { get; private set; } = null!;

    /// <summary>The process's resident memory.</summary>
    public long ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024 / 1024;
        }
    }

    public static async Task<ServiceProcess> StartAsync(string data, string simulator)
    {
        var process = new Process
        {
            EnableRaisingEvents = true,
            StartInfo = new("dotnet")
            {
                RedirectStandardOutput = true,
                WorkingDirectory = Path.GetTempPath(),
                Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
                ArgumentList =
                {
                    Repository.WebAssembly, "--Urls=http://127.0.0.1:0",
                    $"--DataFolder={data}", "--BankId:Environment=Simulator", $"--Simulator:Connection={simulator}",
                    "--Sessions:OwnerGoneAfter=01:00:00", "--Sessions:TotalTime=01:00:00",
                },
            },
        };
        var service = new ServiceProcess(process);
        process.Start();
        process.BeginOutputReadLine();
        service.Url = await service._listening.Task.WaitAsync(TimeSpan.FromMinutes(2));
        return service;
    }

    /// <summary>Starts this many sign-ins as browsers would: loads the page and submits its form.</summary>
    public async Task StartSessionsAsync(int count) => await Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = StartsAtOnce }, async (_, cancellation) =>
        {
            using var http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = Url };
            var page = await http.GetStringAsync("/sign-in", cancellation);
            using var form = new FormUrlEncodedContent(
            [
                new("__RequestVerificationToken", Token().Match(page).Groups[1].Value), new("returnUrl", "/"), new("touch", "0"), new("device", "other"),
            ]);
            using var reply = await http.PostAsync(Action().Match(page).Groups[1].Value, form, cancellation);
            if (reply.StatusCode != HttpStatusCode.SeeOther)
                throw new InvalidOperationException($"A sign-in failed to start: {reply.StatusCode}.");
        });

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("action=\"(/[a-z-]+/start)\"")]
    private static partial Regex Action();
}
