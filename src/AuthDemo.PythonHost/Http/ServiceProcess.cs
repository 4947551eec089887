using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Errors;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Patterns;
using AuthDemo.PythonHost.Processes;
using AuthDemo.PythonHost.Telemetry;

namespace AuthDemo.PythonHost.Http;

/// <summary>
/// The host's own service, <c>python -m authdemo_host serve</c>: its process, its socket in a private folder or its loopback port, its
/// secret.
/// </summary>
internal sealed class ServiceProcess : IDisposable
{
    /// <summary>Isolated Python puts no folder on its path: the host's own comes from the command line.</summary>
    private const string Entry = "import sys; sys.path.insert(0, sys.argv.pop(1)); from authdemo_host.serve import main; main(sys.argv[1:])";

    /// <summary>Marks a line of the service's standard error that is of hosted code or of the service to the host.</summary>
    private const char Mark = '\x1e';

    /// <summary>Source of the line that reports how the process of a call ended.</summary>
    private const string Died = "!died";

    /// <summary>A process of the service ended with this call.</summary>
    public delegate void Death(long call, ProcessExit how);

    private static long s_lastNumber;

    private readonly PythonProcess _process;
    private readonly DirectoryInfo _folder;

    private ServiceProcess(PythonProcess process, DirectoryInfo folder, string secret) => (_process, _folder, Secret) = (process, folder, secret);

    public int Id => _process.Id;

    /// <summary>Unique in this process, as a process id is not.</summary>
    public string Name { get; } = FormattableString.Invariant($"service-{Interlocked.Increment(ref s_lastNumber)}");

    public required DateTimeOffset Since { get; init; }

    public string Secret { get; }

    public string Address { get; private set; } = "";

    /// <summary>How the service ended.</summary>
    public Task<ProcessExit> Exited => _process.Exited;

    public IReadOnlyList<string> LastLines => _process.LastLines.Snapshot();

    /// <summary>A service that is ready, or why there is none.</summary>
    public static async Task<(ServiceProcess? Service, string? Failure)> StartAsync(
        PythonDescription python, PatternContext context, Death died, CancellationToken cancellation)
    {
        var (options, time) = (context.Options, context.Queue.Time);
        var folder = Directory.CreateTempSubdirectory("authdemo-python-"); // mode 0700
        var secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
        var (process, failure) = await PythonProcess.StartAsync(
            python, options.Processes,
            [.. options.WatchFiles is true ? (string[])["-B"] : [], "-c", Entry, PythonFolder.Path, .. Arguments(context, folder)],
            KeyValuePair.Create("AUTHDEMO_HOST_SECRET", secret)); // not on the command line, which everybody can read
        if (process is null)
        {
            folder.Delete(recursive: true);
            return (null, failure);
        }
        var service = new ServiceProcess(process, folder, secret) { Since = time.GetUtcNow() };
        process.ReadErrors((level, source, text, call) => service.ReadLine(context.Output, died, level, source, text, call), () => 0);
        try
        {
            failure = await service.HandshakeAsync(options, time, cancellation);
        }
        catch (OperationCanceledException)
        {
            await service.AbandonAsync();
            throw;
        }
        if (failure is null)
            return (service, null);
        await service.AbandonAsync();
        return (null, failure);
    }

    /// <summary>SIGTERM to the service and its children, SIGKILL after the grace. Returns in a bounded time, whatever they do.</summary>
    public Task StopAsync(TimeSpan grace) => _process.TerminateAsync(grace);

    public void Dispose()
    {
        _process.Dispose();
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException) { } // a file of another's making: the system clears its temporary folder
    }

    private async Task AbandonAsync()
    {
        await StopAsync(TimeSpan.Zero);
        Dispose();
    }

    private static IEnumerable<string> Arguments(PatternContext context, DirectoryInfo folder)
    {
        var options = context.Options;
        return
        [
            .. options.Http.Tcp ? ["--tcp", "127.0.0.1:0"] : (string[])["--unix", Path.Combine(folder.FullName, "socket")],
            "--processes", options.Http.Count.ToString(CultureInfo.InvariantCulture),
            "--max-message", options.MaxMessageBytes.ToString(CultureInfo.InvariantCulture),
            "--grace", options.Grace.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            "--nice", options.Processes.Nice.ToString(CultureInfo.InvariantCulture),
            "--memory-limit", options.Processes.MemoryLimitBytes.ToString(CultureInfo.InvariantCulture),
            "--parent", Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            .. context.SearchPaths.SelectMany(path => (string[])["--path", path]),
            .. options.Preload.SelectMany(module => (string[])["--preload", module]),
        ];
    }

    private async Task<string?> HandshakeAsync(PythonHostOptions options, TimeProvider time, CancellationToken cancellation)
    {
        string? line;
        try
        {
            line = await _process.ReadLineAsync().WaitAsync(options.StartBudget, time, cancellation);
        }
        catch (TimeoutException)
        {
            return $"The service was not ready within Python:StartBudget ({options.StartBudget}); a module of Python:Preload may hang.";
        }
        if (line is null)
        {
            var exit = await _process.EndAsync(options.Grace, options.Grace);
            return $"The service ended before it was ready ({exit}). Its last lines:\n  {string.Join("\n  ", LastLines)}";
        }
        var ready = JsonDocument.Parse(line).RootElement;
        if (ready.TryGetProperty("error", out var error))
            return StartFailures.Import(ErrorJson.Read(JsonSerializer.SerializeToUtf8Bytes(error)));
        if (ready.GetProperty("protocol").GetString() is var protocol && protocol != HttpPattern.Protocol)
            return $"The service speaks protocol {protocol}, the host {HttpPattern.Protocol}: the files in {PythonFolder.Path} are of another version.";
        Address = ready.GetProperty("address").GetString()!;
        return null;
    }

    /// <summary>Lines that the service marks (level, source, call, text) are hosted code's, or report a death; all others are its own.</summary>
    private void ReadLine(PythonOutput output, Death died, int level, string source, string text, long call)
    {
        var parts = text.StartsWith(Mark) ? text[1..].Split('\t', 4) : [];
        if (parts.Length == 4 && int.TryParse(parts[0], out var number) && long.TryParse(parts[2], out var hostedCall))
        {
            if (parts[1] == Died)
            {
                died(hostedCall, ProcessExit.FromCode(number < 0 ? 128 - number : number)); // Python's: a signal is negative
                return;
            }
            (level, source, call, text) = (number, parts[1], hostedCall, parts[3]);
        }
        _process.LastLines.Add(text);
        output.Write(level, source, text, call);
    }
}
