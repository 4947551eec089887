using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AuthDemo.TestKit;

/// <summary>
/// A real PostgreSQL server for tests: a new cluster in a temporary folder, on loopback and a free port, run by an unprivileged user.
/// Starts at first use. Each test gets a database of its own.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _start = new(1);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"authdemo-pg-{Guid.NewGuid():N}");
    private int _port;
    private int _databases;
    private bool _running;

    /// <summary>Whether PostgreSQL's programs are installed on this machine.</summary>
    public static bool IsInstalled => FindOrNull("initdb") is not null;

    /// <summary>A connection string to an empty database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        await EnsureRunningAsync();
        var name = $"journal{Interlocked.Increment(ref _databases)}";
        await RunAsync("createdb", "-h", "127.0.0.1", "-p", $"{_port}", "-U", "authdemo", name);
        return $"Host=127.0.0.1;Port={_port};Database={name};Username=authdemo;Timeout=3;Maximum Pool Size=20";
    }

    /// <summary>Starts the server again, on the same port.</summary>
    public Task StartAsync() => RunAsync(
        "pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"),
        "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=32MB -c max_connections=300", "start");

    /// <summary>Stops the server at once, as a crash would.</summary>
    public Task StopAsync() => RunAsync("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");

    /// <summary>Makes the server hang (SIGSTOP): its port still accepts connections, but nothing answers.</summary>
    public Task PauseAsync() => SignalAsync("-STOP");

    /// <summary>Ends the hang (SIGCONT).</summary>
    public Task ResumeAsync() => SignalAsync("-CONT");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_running)
            await StopAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        _start.Dispose();
    }

    private string Data => Path.Combine(_folder, "data");

    private async Task EnsureRunningAsync()
    {
        await _start.WaitAsync();
        try
        {
            if (_running)
                return;
            Directory.CreateDirectory(_folder);
            // PostgreSQL refuses to run as root; the folder then belongs to the user that the package created.
            if (Environment.IsPrivilegedProcess)
                await RunProcessAsync("chown", "postgres", _folder);
            await RunAsync("initdb", "-D", Data, "-U", "authdemo", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
            _port = FreePort();
            await StartAsync();
            _running = true;
        }
        finally
        {
            _start.Release();
        }
    }

    private async Task SignalAsync(string signal)
    {
        var server = (await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0];
        await RunProcessAsync("kill", signal, server); // first, so that it starts no more workers
        var workers = Directory.GetDirectories("/proc").Select(folder => Path.GetFileName(folder)!)
            .Where(id => id.All(char.IsAsciiDigit) && ParentOf(id) == server);
        await RunProcessAsync("/bin/sh", ["-c", "kill \"$@\" || true", "sh", signal, .. workers]); // a worker may have ended meanwhile
    }

    private static string? ParentOf(string process)
    {
        try
        {
            // The parent's id is the second field after the name, which ends with the last bracket.
            return File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ')[1];
        }
        catch (IOException)
        {
            return null; // ended meanwhile
        }
    }

    private static Task RunAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunProcessAsync("runuser", ["-u", "postgres", "--", Find(program), .. arguments])
        : RunProcessAsync(Find(program), arguments);

    private static async Task RunProcessAsync(string program, params string[] arguments)
    {
        using var process = new Process
        {
            // Not redirected: the server would keep the pipes open. Its output goes to its log.
            StartInfo = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/", ArgumentList = { "-c", "exec \"$@\" >/dev/null 2>&1", "sh", program } },
        };
        foreach (var argument in arguments)
            process.StartInfo.ArgumentList.Add(argument);
        process.Start();
        using var timeout = new CancellationTokenSource(s_timeout);
        await process.WaitForExitAsync(timeout.Token);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    private static string Find(string program) => FindOrNull(program)
        ?? throw new Win32Exception($"PostgreSQL's {program} is not installed (Debian: apt-get install postgresql).");

    private static string? FindOrNull(string program) =>
        new[] { "/usr/lib/postgresql" }.Where(Directory.Exists).SelectMany(Directory.GetDirectories)
            .OrderByDescending(version => version, StringComparer.Ordinal)
            .Select(version => Path.Combine(version, "bin", program))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)))
            .FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
