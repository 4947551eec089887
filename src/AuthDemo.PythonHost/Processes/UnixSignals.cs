using System.Runtime.InteropServices;

namespace AuthDemo.PythonHost.Processes;

/// <summary>Sends signals, and knows their names.</summary>
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

    public static string NameOf(int signal) => s_names.GetValueOrDefault(signal, $"signal {signal}");

    /// <summary>To the process alone.</summary>
    public static void Send(int processId, int signal) => _ = SendTo(processId, signal);

    /// <summary>To the process and those it started. A process that has no group of its own yet gets it alone.</summary>
    public static void SendToGroup(int processId, int signal)
    {
        if (SendTo(-processId, signal) != 0)
            _ = SendTo(processId, signal);
    }

    /// <summary>To what is left of a group whose leader has ended: the leader's id may belong to another process by now.</summary>
    public static void SendToRestOfGroup(int processId, int signal) => _ = SendTo(-processId, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendTo(int processId, int signal);
}
