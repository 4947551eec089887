namespace AuthDemo.EndToEnd.Tests.Resilience;

/// <summary>
/// A file system of three megabytes for one service, mounted in a mount namespace of its own: no other process sees it, and it ends with
/// the process.
/// </summary>
internal static class SmallDisk
{
    private const string Script = """mkdir -p "$0" && mount -t tmpfs -o size=3m none "$0" && exec "$@" """;

    /// <summary>The command line prefix that runs a command with such a file system at this folder.</summary>
    public static IReadOnlyList<string> CommandPrefix(string folder) =>
        ["unshare", "--user", "--map-root-user", "--mount", "--", "sh", "-c", Script, folder];

    public static async Task<bool> CanBeMountedAsync()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        using var folder = new TemporaryFolder();
        var command = CommandPrefix(folder.FullName);
        return (await ChildProcess.RunAsync(command[0], [.. command.Skip(1), "true"])).ExitCode == 0;
    }

    /// <summary>Writes a file until the disk is full.</summary>
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
