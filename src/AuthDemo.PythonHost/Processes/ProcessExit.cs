using System.Globalization;

namespace AuthDemo.PythonHost.Processes;

/// <summary>How a process ended: by its exit code or by a signal; by neither when nobody saw it.</summary>
internal readonly record struct ProcessExit(int? ExitCode, string? Signal)
{
    /// <summary>From an exit code as shells give it: 128 and more is a signal.</summary>
    public static ProcessExit FromCode(int code) =>
        code is > 128 and < 128 + 65 ? new(null, UnixSignals.NameOf(code - 128)) : new(code, null);

    /// <summary>The signal or the exit code, in words.</summary>
    public static string Describe(PythonReply.WorkerDied died) => new ProcessExit(died.ExitCode, died.Signal).ToString();

    public override string ToString() => Signal ?? string.Create(CultureInfo.InvariantCulture, $"exit code {ExitCode}");
}
