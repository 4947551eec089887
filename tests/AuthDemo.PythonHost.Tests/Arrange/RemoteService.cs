using System.Diagnostics;
using AuthDemo.PythonHost.Processes;

namespace AuthDemo.PythonHost.Tests.Arrange;

/// <summary>A service that no host supervises: the newest Python serves the package <c>hosted</c> on a Unix socket, with a secret.</summary>
internal sealed class RemoteService : IAsyncDisposable
{
    public const string Secret = "secret of the tests' service";

    /// <summary>As a user would start it, but for its end: it must not outlive the tests.</summary>
    private const string Entry = """
        import sys
        sys.path.insert(0, sys.argv.pop(1))
        from authdemo_host import lifeline, serve
        lifeline.die_with(int(sys.argv.pop(1)))
        serve.main(sys.argv[1:])
        """;

    private static readonly string s_folder = Path.Combine(Path.GetTempPath(), $"authdemo-tests-{Environment.ProcessId}");
    private static readonly Lazy<RemoteService> s_shared = new(() => new RemoteService(["--unix", Path.Combine(s_folder, "socket"), "--processes", "12"]));

    private readonly Process _process;
    private readonly LineBuffer _errors = new();

    /// <param name="arguments">Where it listens, and what differs from the defaults.</param>
    /// <param name="secret">What callers must know.</param>
    public RemoteService(IEnumerable<string> arguments, string secret = Secret)
    {
        var start = new ProcessStartInfo(Pythons.Newest.Executable, ["-I", "-X", "utf8", "-c", Entry, PythonFolder.Path, $"{Environment.ProcessId}", "--path", Pythons.HostedFolder, "--preload", "hosted.cases", .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["AUTHDEMO_HOST_SECRET"] = secret;
        _process = Spawner.StartAsync(start).GetAwaiter().GetResult();
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
                _errors.Add(text);
        };
        _process.BeginErrorReadLine();
        Ready = _process.StandardOutput.ReadLine() ?? "";
    }

    /// <summary>The address of the one that all arrangements of the contract suite call.</summary>
    public static string SharedAddress { get; } = $"unix:{Path.Combine(s_folder, "socket")}";

    public static RemoteService TheShared => s_shared.Value;

    /// <summary>What it said when it was ready.</summary>
    public string Ready { get; }

    public string ProcessId => $"{_process.Id}";

    /// <summary>What it wrote to its standard error.</summary>
    public LineBuffer Errors => _errors;

    /// <summary>Asks it to end, as an operator does; its exit code.</summary>
    public async Task<int> StopAsync()
    {
        UnixSignals.Send(_process.Id, UnixSignals.Terminate);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Kill() => _process.Kill();

    public static async Task StopSharedAsync()
    {
        if (!s_shared.IsValueCreated)
            return;
        await s_shared.Value.DisposeAsync();
        Directory.Delete(s_folder, recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await StopAsync();
        _process.Dispose();
    }
}
