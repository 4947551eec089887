using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Telemetry;

namespace AuthDemo.PythonHost.Workers;

/// <summary>The operating system's side of a worker: its process, its pipes, its standard error, its end.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const string Entry = "import sys; sys.path.insert(0, sys.argv[1]); from authdemo_host.worker import main; main()";

    /// <summary>What a Python process needs to find its way; everything else of the host's environment is withheld.</summary>
    private static readonly string[] s_inherited = ["PATH", "HOME", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR"];

    private readonly Process _process;
    private readonly Lock _lock = new();
    private bool _disposed;
    private readonly LastLines _lastLines = new();
    private readonly Task _errors;

    private WorkerProcess(Process process, PythonOutput output, Func<long> currentCall)
    {
        _process = process;
        Id = process.Id;
        ToWorker = process.StandardInput.BaseStream;
        FromWorker = (PipeStream)process.StandardOutput.BaseStream;
        _errors = ReadErrorsAsync(output, currentCall);
    }

    public int Id { get; }

    public Stream ToWorker { get; }

    public PipeStream FromWorker { get; }

    /// <summary>A process that has only begun to be Python, or why there is none.</summary>
    public static async Task<(WorkerProcess? Process, string? Failure)> StartAsync(
        PythonDescription python, IEnumerable<string> environment, PythonOutput output, Func<long> currentCall)
    {
        try
        {
            var process = await Spawner.StartAsync(Describe(python, environment, ["-c", Entry, PythonFolder.Path]));
            return (new WorkerProcess(process, output, currentCall), null);
        }
        catch (Win32Exception e)
        {
            return (null, $"{python.Executable} could not be started: {e.Message}");
        }
    }

    /// <summary>
    /// How a Python process is started: isolated, UTF-8, with a stack trace on its standard error when it crashes, three pipes, and of
    /// the environment only what it needs and what is named.
    /// </summary>
    public static ProcessStartInfo Describe(PythonDescription python, IEnumerable<string> environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(python.Executable, ["-I", "-X", "utf8", "-X", "faulthandler", .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var passed = s_inherited.Concat(environment)
            .Select(name => KeyValuePair.Create(name, start.Environment.TryGetValue(name, out var value) ? value : null))
            .Where(variable => variable.Value is not null).DistinctBy(variable => variable.Key).ToArray();
        start.Environment.Clear();
        foreach (var (name, value) in passed)
            start.Environment[name] = value;
        return start;
    }

    /// <summary>A line that the worker wrote to sys.stderr, for the report of its death.</summary>
    public void Remember(string line) => _lastLines.Add(line);

    /// <summary>Waits for the end of the process alone.</summary>
    public Task GoneAsync() => _process.WaitForExitAsync();

    /// <summary>Waits for the end of the process and of its output; how it ended.</summary>
    public async Task<PythonReply.WorkerDied> EndAsync()
    {
        await _process.WaitForExitAsync();
        await Task.WhenAny(_errors, Task.Delay(TimeSpan.FromSeconds(1))); // a process it started may hold the pipe open
        var (exitCode, signal) = UnixSignals.Explain(_process.ExitCode);
        return new PythonReply.WorkerDied(exitCode, signal, _lastLines.Snapshot());
    }

    /// <summary>To the process alone, if it still lives.</summary>
    public void Signal(int signal)
    {
        lock (_lock)
            if (Lives)
                UnixSignals.Send(Id, signal);
    }

    /// <summary>SIGTERM to the process group, SIGKILL when it is not gone after the grace. Returns at once.</summary>
    public void Kill(TimeSpan grace)
    {
        lock (_lock)
        {
            if (!Lives)
                return;
            UnixSignals.SendToGroup(Id, UnixSignals.Terminate);
        }
        _ = KillLaterAsync(grace);
    }

    /// <summary>Only after <see cref="EndAsync"/>.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _process.Dispose();
        }
    }

    /// <summary>Caller holds the lock: while it does, the process's number can not become another's.</summary>
    private bool Lives => !_disposed && !_process.HasExited;

    private async Task KillLaterAsync(TimeSpan grace)
    {
        try
        {
            using var patience = new CancellationTokenSource(grace);
            await _process.WaitForExitAsync(patience.Token);
            UnixSignals.SendToRestOfGroup(Id, UnixSignals.Kill);
        }
        catch (OperationCanceledException)
        {
            UnixSignals.SendToGroup(Id, UnixSignals.Kill);
        }
        catch (InvalidOperationException)
        {
            UnixSignals.SendToRestOfGroup(Id, UnixSignals.Kill); // gone and disposed
        }
    }

    private async Task ReadErrorsAsync(PythonOutput output, Func<long> currentCall)
    {
        var lines = new OutputLines((level, source, text, call) =>
        {
            _lastLines.Add(text);
            output.Write(level, source, text, call);
        });
        var buffer = new char[4096];
        var reader = _process.StandardError;
        int read;
        while ((read = await reader.ReadAsync(buffer)) > 0)
            lines.Add(30, "stderr", new string(buffer, 0, read), currentCall());
        lines.Finish(currentCall());
    }
}
