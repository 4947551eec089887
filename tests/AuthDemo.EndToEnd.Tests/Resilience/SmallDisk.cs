using System.Diagnostics;

namespace AuthDemo.EndToEnd.Tests.Resilience;

/// <summary>
/// A real disk of three megabytes for one service: a mount in a namespace of its own, which nobody else sees and which ends with
/// the process.
/// </summary>
internal static class SmallDisk
{
    private const string Script = """mkdir -p "$0" && mount -t tmpfs -o size=3m none "$0" && exec "$@" """;

    /// <summary>The command that runs what comes behind it with such a disk at this folder.</summary>
    public static IReadOnlyList<string> At(string folder) =>
        ["unshare", "--user", "--map-root-user", "--mount", "--", "sh", "-c", Script, folder];

    public static async Task<bool> CanBeMountedAsync()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        var folder = Directory.CreateTempSubdirectory("authdemo-disk-");
        var command = At(folder.FullName);
        using var process = Process.Start(new ProcessStartInfo(command[0], [.. command.Skip(1), "true"]) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        folder.Delete();
        return process.ExitCode == 0;
    }

    /// <summary>Writes a file until there is no room for another byte.</summary>
    public static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }
}
