using System.Runtime.InteropServices;

namespace AuthDemo.PythonHost.Workers;

/// <summary>Sending signals, and their names.</summary>
internal static partial class UnixSignals
{
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>SIGUSR1.</summary>
    public static readonly int User1 = OperatingSystem.IsMacOS() ? 30 : 10;

    private static readonly Dictionary<int, string> s_names = new()
    {
        [1] = "SIGHUP", [2] = "SIGINT", [3] = "SIGQUIT", [4] = "SIGILL", [5] = "SIGTRAP", [6] = "SIGABRT", [8] = "SIGFPE", [9] = "SIGKILL",
        [11] = "SIGSEGV", [13] = "SIGPIPE", [14] = "SIGALRM", [15] = "SIGTERM", [OperatingSystem.IsMacOS() ? 10 : 7] = "SIGBUS",
        [OperatingSystem.IsMacOS() ? 30 : 10] = "SIGUSR1", [OperatingSystem.IsMacOS() ? 31 : 12] = "SIGUSR2", [24] = "SIGXCPU", [31] = "SIGSYS",
    };

    /// <summary>What an exit code says; as shells do, 128 and more is a signal.</summary>
    public static (int? ExitCode, string? Signal) Explain(int exitCode) =>
        exitCode is > 128 and < 128 + 65 ? (null, s_names.GetValueOrDefault(exitCode - 128, $"signal {exitCode - 128}")) : (exitCode, null);

    /// <summary>To the process alone.</summary>
    public static void Send(int processId, int signal) => _ = SendTo(processId, signal);

    /// <summary>To the process and those it started. A process that has no group of its own yet gets it alone.</summary>
    public static void SendToGroup(int processId, int signal)
    {
        if (SendTo(-processId, signal) != 0)
            _ = SendTo(processId, signal);
    }

    /// <summary>To what is left of a group whose leader has ended: its own number may belong to another process by now.</summary>
    public static void SendToRestOfGroup(int processId, int signal) => _ = SendTo(-processId, signal);

    /// <summary>Sleeps for less than the millisecond that <see cref="Thread.Sleep(int)"/> takes at least.</summary>
    public static void Pause(uint microseconds) => _ = Sleep(microseconds);

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int Sleep(uint microseconds);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendTo(int processId, int signal);
}
