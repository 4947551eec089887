using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Telemetry;

namespace AuthDemo.PythonHost.Processes;

/// <summary>A Python process of the host: its start, its pipes, its standard error, its signals and its end.</summary>
internal sealed class PythonProcess : IDisposable
{
    /// <summary>What a Python process needs of the host's environment; everything else is withheld.</summary>
    private static readonly string[] s_inherited =
        ["PATH", "HOME", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR"];

    /// <summary>How long the kernel may take to end a process after SIGKILL before nobody waits for it any longer.</summary>
    private static readonly TimeSpan s_killTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A child of an ended process may hold its standard error open.</summary>
    private static readonly TimeSpan s_errorsTimeout = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly LastLines _lastLines = new();
    private volatile Task _errorsRead = Task.CompletedTask;
    private bool _disposed;

    private PythonProcess(Process process)
    {
        _process = process;
        Id = process.Id;
        Exited = WaitForExitAsync(process);
    }

    public int Id { get; }

    public Stream StandardInput => _process.StandardInput.BaseStream;

    public PipeStream StandardOutput => (PipeStream)_process.StandardOutput.BaseStream;

    /// <summary>A line of its standard output, for processes that write lines; null at its end.</summary>
    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync();

    /// <summary>How the process ended. Everybody waits on this one task; see <see cref="WaitForExitAsync"/>.</summary>
    public Task<ProcessExit> Exited { get; }

    /// <summary>The last lines of its output, for the report of its end.</summary>
    public LastLines LastLines => _lastLines;

    /// <summary>
    /// A process that has only begun to be Python, or why there is none: isolated, UTF-8, with a stack trace on its standard error when it
    /// crashes, three pipes, and of the environment only what it needs, what is configured, and <paramref name="secrets"/>.
    /// </summary>
    public static async Task<(PythonProcess? Process, string? Failure)> StartAsync(
        PythonDescription python, ProcessesOptions options, IEnumerable<string> arguments, params KeyValuePair<string, string>[] secrets)
    {
        var start = new ProcessStartInfo(python.Executable, ["-I", "-X", "utf8", "-X", "faulthandler", .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var passed = s_inherited.Concat(options.Environment)
            .Select(name => KeyValuePair.Create(name, start.Environment.TryGetValue(name, out var value) ? value : null))
            .Where(variable => variable.Value is not null).DistinctBy(variable => variable.Key).ToArray();
        start.Environment.Clear();
        foreach (var (name, value) in passed)
            start.Environment[name] = value;
        foreach (var (name, value) in secrets)
            start.Environment[name] = value;
        try
        {
            return (new PythonProcess(await Spawner.StartAsync(start)), null);
        }
        catch (Win32Exception e)
        {
            return (null, $"{python.Executable} could not be started: {e.Message}");
        }
    }

    /// <summary>Reads standard error, as lines, to its end. Called once.</summary>
    public void ReadErrors(OutputLines.Line write, Func<long> currentCall) => _errorsRead = ReadErrorsAsync(write, currentCall);

    /// <summary>
    /// Waits for the end of the process and, for a moment, of its standard error; how it ended. A process that goes on for longer than
    /// the patience is terminated. Neither code nor signal when not even SIGKILL ended it.
    /// </summary>
    public async Task<ProcessExit> EndAsync(TimeSpan patience, TimeSpan grace)
    {
        if (await Task.WhenAny(Exited, Task.Delay(patience)) != Exited)
            await TerminateAsync(grace);
        await Task.WhenAny(_errorsRead, Task.Delay(s_errorsTimeout));
        return Exited.IsCompleted ? await Exited : default;
    }

    /// <summary>To the process alone, if it still runs.</summary>
    public void Signal(int signal)
    {
        lock (_lock)
            if (IsRunning)
                UnixSignals.Send(Id, signal);
    }

    /// <summary>
    /// SIGTERM to the process group, SIGKILL after the grace. Returns when the process has ended, and at the latest
    /// <see cref="s_killTimeout"/> after SIGKILL, whatever the process does.
    /// </summary>
    public async Task TerminateAsync(TimeSpan grace)
    {
        SignalGroup(UnixSignals.Terminate);
        if (await Task.WhenAny(Exited, Task.Delay(grace)) != Exited)
            SignalGroup(UnixSignals.Kill);
        await Task.WhenAny(Exited, Task.Delay(s_killTimeout));
        if (Exited.IsCompleted)
            UnixSignals.SendToRestOfGroup(Id, UnixSignals.Kill);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _process.Dispose();
        }
    }

    /// <summary>Caller holds the lock. The id of an ended process may belong to another.</summary>
    private bool IsRunning => !_disposed && !_process.HasExited;

    private void SignalGroup(int signal)
    {
        lock (_lock)
            if (IsRunning)
                UnixSignals.SendToGroup(Id, signal);
    }

    /// <summary>
    /// Called once for each process: <see cref="Process.WaitForExitAsync"/> subscribes to an event whose accessors are not synchronised.
    /// Of two waits that begin at the same moment one may lose its handler, and never end.
    /// </summary>
    private static async Task<ProcessExit> WaitForExitAsync(Process process)
    {
        await process.WaitForExitAsync();
        return ProcessExit.FromCode(process.ExitCode);
    }

    private async Task ReadErrorsAsync(OutputLines.Line write, Func<long> currentCall)
    {
        var lines = new OutputLines(write);
        var buffer = new char[4096];
        var reader = _process.StandardError;
        int read;
        while ((read = await reader.ReadAsync(buffer)) > 0)
            lines.Add(30, "stderr", new string(buffer, 0, read), currentCall());
        lines.Finish(currentCall());
    }
}
