using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>The service as users run it: a process of its own, on a free loopback port, its log kept whole.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartGuard = TimeSpan.FromMinutes(2);
    private static int s_number;

    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServiceProcess(Process process, StreamWriter log)
    {
        _process = process;
        _log = log;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Exited += (_, _) => _listening.TrySetException(
            new InvalidOperationException($"The service ended with {process.ExitCode} before it listened; see {((FileStream)log.BaseStream).Name}."));
    }

    public Uri Url { get; private set; } = null!;

    /// <summary>What it has logged so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_log) return [.. _lines];
        }
    }

    /// <summary>Starts the built service with these settings and waits until it listens.</summary>
    public static async Task<ServiceProcess> StartAsync(
        IReadOnlyDictionary<string, string> settings, [CallerMemberName] string story = "")
    {
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release" : "Debug";
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(Artifacts.RepositoryRoot, "src", "AuthDemo.Web", "bin", configuration, "net10.0", "AuthDemo.Web.dll"),
                "--Urls=http://127.0.0.1:0",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Logging__LogLevel__AuthDemo"] = "Trace" },
        };
        foreach (var (key, value) in settings) start.ArgumentList.Add($"--{key}={value}");

        var log = new StreamWriter(Path.Combine(Artifacts.Logs, $"service-{story}-{Interlocked.Increment(ref s_number)}.log")) { AutoFlush = true };
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var service = new ServiceProcess(process, log);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        service.Url = await service._listening.Task.WaitAsync(StartGuard);
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var terminate = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await terminate.WaitForExitAsync();
            using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try { await _process.WaitForExitAsync(guard.Token); }
            catch (OperationCanceledException) { _process.Kill(entireProcessTree: true); }
        }
        _process.Dispose();
        lock (_log) _log.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_log)
        {
            _lines.Add(line);
            if (_log.BaseStream.CanWrite) _log.WriteLine(line);
        }
        if (ListeningLine().Match(line) is { Success: true } match) _listening.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:\d+)")]
    private static partial Regex ListeningLine();
}
