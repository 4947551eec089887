using System.Runtime.CompilerServices;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>What a run leaves behind, in the repository's <c>artifacts/</c>: logs, and screenshots to look at.</summary>
internal static class Artifacts
{
    private static readonly Lock s_gate = new();

    public static string RepositoryRoot { get; } = FindRoot();

    public static string Logs { get; } = Directory.CreateDirectory(Path.Combine(RepositoryRoot, "artifacts", "logs")).FullName;

    public static string Screenshots { get; } =
        Directory.CreateDirectory(Path.Combine(RepositoryRoot, "artifacts", "screenshots")).FullName;

    /// <summary>Notes a value that must not stand in any log; <c>.ci/private-logs</c> looks for each.</summary>
    public static void Secret(string value)
    {
        lock (s_gate)
            File.AppendAllText(Path.Combine(Logs, "secrets.txt"), value + "\n");
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "AuthDemo.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"AuthDemo.sln is in no folder above {AppContext.BaseDirectory} ({here}).");
    }
}
