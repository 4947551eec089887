using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

[assembly: AssemblyFixture(typeof(AuthDemo.Journal.Tests.Hosting.PostgresServer))]

namespace AuthDemo.Journal.Tests.Hosting;

/// <summary>
/// A real PostgreSQL server of the tests' own: a new cluster in a temporary folder, on loopback and a free port, as an unprivileged
/// user. Started at the first use. Each test has a database of its own.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private static readonly TimeSpan s_guard = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"authdemo-pg-{Guid.NewGuid():N}");
    private int _port;
    private int _databases;
    private bool _running;

    /// <summary>There are PostgreSQL's programs on this machine.</summary>
    public static bool IsInstalled => FindOrNull("initdb") is not null;

    /// <summary>A connection string to an empty database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        await EnsureRunningAsync();
        var name = $"journal{Interlocked.Increment(ref _databases)}";
        await RunAsync("createdb", "-h", "127.0.0.1", "-p", $"{_port}", "-U", "authdemo", name);
        return $"Host=127.0.0.1;Port={_port};Database={name};Username=authdemo;Timeout=3;Maximum Pool Size=20";
    }

    /// <summary>Starts the server on the port it had.</summary>
    public Task StartAsync() => RunAsync(
        "pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"),
        "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=32MB -c max_connections=300", "start");

    /// <summary>Stops the server at once, as a crash would.</summary>
    public Task StopAsync() => RunAsync("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");

    /// <summary>Lets the server hang: its processes stand still, its port takes connections that nobody answers.</summary>
    public Task PauseAsync() => SignalAsync("-STOP");

    /// <summary>Lets the server go on.</summary>
    public Task ResumeAsync() => SignalAsync("-CONT");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_running)
            await StopAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        _one.Dispose();
    }

    private string Data => Path.Combine(_folder, "data");

    private async Task EnsureRunningAsync()
    {
        await _one.WaitAsync();
        try
        {
            if (_running)
                return;
            Directory.CreateDirectory(_folder);
            // PostgreSQL refuses to run as root; the package's own user owns the folder then.
            if (Environment.IsPrivilegedProcess)
                await RunProcessAsync("chown", "postgres", _folder);
            await RunAsync("initdb", "-D", Data, "-U", "authdemo", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
            _port = FreePort();
            await StartAsync();
            _running = true;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task SignalAsync(string signal)
    {
        var server = (await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0];
        await RunProcessAsync("kill", signal, server); // first: it starts no more workers then
        var workers = Directory.GetDirectories("/proc").Select(folder => Path.GetFileName(folder)!)
            .Where(id => id.All(char.IsAsciiDigit) && ParentOf(id) == server);
        await RunProcessAsync("/bin/sh", ["-c", "kill \"$@\" || true", "sh", signal, .. workers]); // one may have ended meanwhile
    }

    private static string? ParentOf(string process)
    {
        try
        {
            // Its parent is the second field behind the name, which ends with the last bracket.
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
            // No redirection: the server would keep the pipes open. Its output goes to its log.
            StartInfo = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/", ArgumentList = { "-c", "exec \"$@\" >/dev/null 2>&1", "sh", program } },
        };
        foreach (var argument in arguments)
            process.StartInfo.ArgumentList.Add(argument);
        process.Start();
        using var guard = new CancellationTokenSource(s_guard);
        await process.WaitForExitAsync(guard.Token);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
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
