using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>The service as a process of its own, as users run it: on a free loopback port, with its whole log in a file.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_startTimeout = TimeSpan.FromMinutes(4);
    private static int s_number;

    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool _isDisposed;

    private ServiceProcess(Process process, StreamWriter log)
    {
        _process = process;
        _log = log;
        process.OutputDataReceived += (_, line) => AddLine(line.Data);
        process.ErrorDataReceived += (_, line) => AddLine(line.Data);
        process.Exited += (_, _) => _listening.TrySetException(
            new InvalidOperationException($"The service ended with {process.ExitCode} before it listened; see {((FileStream)log.BaseStream).Name}."));
    }

    public Uri Url { get; private set; } = null!;

    public int Id => _process.Id;

    /// <summary>The lines that it has logged so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_log)
                return [.. _lines];
        }
    }

    /// <summary>Starts the built service with these settings and waits until it listens.</summary>
    /// <param name="settings">Configuration keys and values.</param>
    /// <param name="story">Names the log.</param>
    /// <param name="address">Where to listen; null for a free port.</param>
    /// <param name="prefix">A command line prefix, such as <c>unshare …</c>, that runs the command behind it; null for none.</param>
    public static async Task<ServiceProcess> StartAsync(
        IReadOnlyDictionary<string, string> settings, [CallerMemberName] string story = "", Uri? address = null, IReadOnlyList<string>? prefix = null)
    {
        var start = Command([.. prefix ?? [], "dotnet", Repository.WebAssembly, $"--Urls={address?.GetLeftPart(UriPartial.Authority) ?? "http://127.0.0.1:0"}"], settings);

        var log = new StreamWriter(Path.Combine(Artifacts.Logs, $"service-{story}-{Interlocked.Increment(ref s_number)}.log")) { AutoFlush = true };
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var service = new ServiceProcess(process, log);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            service.Url = await service._listening.Task.WaitAsync(s_startTimeout);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs one of the service's commands, such as <c>journal verify</c>.</summary>
    public static Task<ProcessResult> RunAsync(string[] command, IReadOnlyDictionary<string, string> settings) =>
        ChildProcess.RunAsync(Command(["dotnet", Repository.WebAssembly, .. command], settings));

    /// <summary>Kills the process (SIGKILL), as a crash or a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        Assert.Equal(137, _process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        if (!_process.HasExited)
        {
            using var terminate = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await terminate.WaitForExitAsync();
            using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            try
            {
                await _process.WaitForExitAsync(guard.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        _process.Dispose();
        lock (_log)
            _log.Dispose();
    }

    private static ProcessStartInfo Command(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Logging__LogLevel__AuthDemo"] = "Trace",
                // The process lives for seconds: profiling and recompiling hot code would not pay off.
                ["DOTNET_TieredPGO"] = "0",
                ["DOTNET_TC_CallCounting"] = "0",
            },
        };
        foreach (var argument in command.Skip(1))
            start.ArgumentList.Add(argument);
        foreach (var (key, value) in settings)
            start.ArgumentList.Add($"--{key}={value}");
        return start;
    }

    private void AddLine(string? line)
    {
        if (line is null)
            return;
        lock (_log)
        {
            _lines.Add(line);
            if (_log.BaseStream.CanWrite)
                _log.WriteLine(line);
        }
        if (ListeningLine().Match(line) is { Success: true } match)
            _listening.TrySetResult(new Uri(match.Groups[1].Value));
    }

    [GeneratedRegex(@"Now listening on: (http://127\.0\.0\.1:\d+)")]
    private static partial Regex ListeningLine();
}
