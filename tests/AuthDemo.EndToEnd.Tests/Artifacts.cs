namespace AuthDemo.EndToEnd.Tests;

/// <summary>The output of a run, in the repository's <c>artifacts/</c>: logs, and screenshots for people to review.</summary>
internal static class Artifacts
{
    private static readonly Lock s_lock = new();

    public static string Logs { get; } = Directory.CreateDirectory(Repository.PathOf("artifacts", "logs")).FullName;

    public static string Screenshots { get; } =
        Directory.CreateDirectory(Repository.PathOf("artifacts", "screenshots")).FullName;

    /// <summary>Records a value that no log may contain; <c>.ci/private-logs</c> searches the logs for it.</summary>
    public static void AddSecret(string value)
    {
        lock (s_lock)
            File.AppendAllText(Path.Combine(Logs, "secrets.txt"), value + "\n");
    }
}
