using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Errors;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Telemetry;
using AuthDemo.PythonHost.Workers;

namespace AuthDemo.PythonHost.Http;

/// <summary>The host's own service: its process, its socket in a private folder or its loopback port, its secret.</summary>
internal sealed class ServiceProcess : IDisposable
{
    /// <summary><c>python -m {module} serve</c>, isolated, where the module is on the search paths.</summary>
    private const string Entry = "import json, runpy, sys; sys.path[:0] = json.loads(sys.argv.pop(1)); runpy.run_module(sys.argv.pop(1), run_name='__main__', alter_sys=True)";

    /// <summary>Marks a line of the service's standard error that is of hosted code or of the service to the host.</summary>
    private const char Mark = '\x1e';

    /// <summary>Source of the line that tells how the process of a call ended.</summary>
    private const string Died = "!died";

    /// <summary>A process of the service ended with this call.</summary>
    public delegate void Death(long call, (int? ExitCode, string? Signal) how);

    private static long s_lastNumber;

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly LastLines _lastLines = new();
    private readonly Task _errors;
    private readonly Task<(int? ExitCode, string? Signal)> _gone;

    private ServiceProcess(Process process, DirectoryInfo folder, string secret, PythonOutput output, Death died)
    {
        (_process, _folder, Id, Secret) = (process, folder, process.Id, secret);
        _errors = ReadErrorsAsync(output, died);
        _gone = WaitForTheEndAsync(process);
    }

    public int Id { get; }

    /// <summary>Unique in this process, as a process id is not.</summary>
    public string Name { get; } = FormattableString.Invariant($"service-{Interlocked.Increment(ref s_lastNumber)}");

    public required DateTimeOffset Since { get; init; }

    public string Secret { get; }

    public string Address { get; private set; } = "";

    /// <summary>How the service ended, once it has.</summary>
    public (int? ExitCode, string? Signal)? End => _gone.IsCompleted ? _gone.GetAwaiter().GetResult() : null;

    public IReadOnlyList<string> LastLines => _lastLines.Snapshot();

    /// <summary>A service that is ready, or why there is none.</summary>
    public static async Task<(ServiceProcess? Service, string? Failure)> StartAsync(
        PythonDescription python, PythonHostOptions options, IReadOnlyList<string> searchPaths, PythonOutput output, Death died, TimeProvider time)
    {
        var folder = Directory.CreateTempSubdirectory("authdemo-python-"); // mode 0700
        var secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        var start = WorkerProcess.Describe(python, options.Workers.Environment,
            [.. options.WatchFiles is true ? (string[])["-B"] : [], "-c", Entry, JsonSerializer.Serialize<string[]>([PythonFolder.Path, .. searchPaths]), options.Http.Module, "serve", .. Arguments(options, searchPaths, folder)]);
        start.Environment["AUTHDEMO_HOST_SECRET"] = secret; // not on the command line, which everybody can read
        Process process;
        try
        {
            process = await Spawner.StartAsync(start);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            folder.Delete(recursive: true);
            return (null, $"{python.Executable} could not be started: {e.Message}");
        }
        var service = new ServiceProcess(process, folder, secret, output, died) { Since = time.GetUtcNow() };
        var failure = await service.ShakeHandsAsync(options, time);
        if (failure is null)
            return (service, null);
        await service.StopAsync(TimeSpan.Zero);
        service.Dispose();
        return (null, failure);
    }

    public Task GoneAsync() => _gone;

    /// <summary>SIGTERM to the service and its children, SIGKILL after the grace.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        if (!_process.HasExited)
        {
            UnixSignals.SendToGroup(Id, UnixSignals.Terminate);
            using var patience = new CancellationTokenSource(grace);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                UnixSignals.SendToGroup(Id, UnixSignals.Kill);
            }
            await _process.WaitForExitAsync();
        }
        UnixSignals.SendToRestOfGroup(Id, UnixSignals.Kill);
    }

    /// <summary>How it ended, in words; only once it has.</summary>
    public string How()
    {
        var (exitCode, signal) = End!.Value;
        return signal ?? $"exit code {exitCode}";
    }

    public void Dispose()
    {
        _process.Dispose();
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException) { } // a file of another's making: the system clears its temporary folder
    }

    private static IEnumerable<string> Arguments(PythonHostOptions options, IReadOnlyList<string> searchPaths, DirectoryInfo folder) =>
    [
        .. options.Http.Tcp ? ["--tcp", "127.0.0.1:0"] : (string[])["--unix", Path.Combine(folder.FullName, "socket")],
        "--processes", options.Http.Count.ToString(CultureInfo.InvariantCulture),
        "--max-message", options.MaxMessageBytes.ToString(CultureInfo.InvariantCulture),
        "--grace", options.Grace.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        "--nice", options.Workers.Nice.ToString(CultureInfo.InvariantCulture),
        "--memory-limit", options.Workers.MemoryLimitBytes.ToString(CultureInfo.InvariantCulture),
        "--parent", Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
        .. searchPaths.SelectMany(path => (string[])["--path", path]),
        .. options.Preload.SelectMany(module => (string[])["--preload", module]),
    ];

    private async Task<string?> ShakeHandsAsync(PythonHostOptions options, TimeProvider time)
    {
        string? line;
        try
        {
            line = await _process.StandardOutput.ReadLineAsync().WaitAsync(options.StartBudget, time);
        }
        catch (TimeoutException)
        {
            return $"The service was not ready within Python:StartBudget ({options.StartBudget}); a module of Python:Preload may hang.";
        }
        if (line is null)
        {
            await _gone;
            await _errors;
            return $"The service ended before it was ready ({How()}). Its last lines:\n  {string.Join("\n  ", LastLines)}";
        }
        var ready = JsonDocument.Parse(line).RootElement;
        if (ready.TryGetProperty("error", out var error))
            return StartFailures.Import(ErrorJson.Read(JsonSerializer.SerializeToUtf8Bytes(error)));
        if (ready.GetProperty("protocol").GetString() is var protocol && protocol != HttpPattern.Protocol)
            return $"The service speaks protocol {protocol}, the host {HttpPattern.Protocol}: the files in {PythonFolder.Path} are of another version.";
        Address = ready.GetProperty("address").GetString()!;
        return null;
    }

    private static async Task<(int? ExitCode, string? Signal)> WaitForTheEndAsync(Process process)
    {
        await process.WaitForExitAsync();
        return UnixSignals.Explain(process.ExitCode);
    }

    /// <summary>Lines that the service marks (level, source, call, text) are hosted code's, or tell of a death; all others are its own.</summary>
    private async Task ReadErrorsAsync(PythonOutput output, Death died)
    {
        var lines = new OutputLines((level, source, text, call) =>
        {
            var parts = text.StartsWith(Mark) ? text[1..].Split('\t', 4) : [];
            if (parts.Length == 4 && int.TryParse(parts[0], out var number) && long.TryParse(parts[2], out var hostedCall))
            {
                if (parts[1] == Died)
                {
                    died(hostedCall, UnixSignals.Explain(number < 0 ? 128 - number : number)); // Python's: a signal is negative
                    return;
                }
                (level, source, call, text) = (number, parts[1], hostedCall, parts[3]);
            }
            _lastLines.Add(text);
            output.Write(level, source, text, call);
        });
        var buffer = new char[4096];
        int read;
        while ((read = await _process.StandardError.ReadAsync(buffer)) > 0)
            lines.Add(30, "stderr", new string(buffer, 0, read), 0);
        lines.Finish(0);
    }
}
