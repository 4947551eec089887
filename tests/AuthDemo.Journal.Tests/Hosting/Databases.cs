using Microsoft.Data.Sqlite;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace AuthDemo.Journal.Tests.Hosting;

/// <summary>A test's own database of either kind, with its settings. Deletes SQLite's folder at the end.</summary>
internal sealed class TestDatabase : IDisposable
{
    private TestDatabase(JournalProvider provider, Dictionary<string, string?> settings, string? folder) =>
        (Provider, Settings, Folder) = (provider, settings, folder);

    public JournalProvider Provider { get; }

    /// <summary>The section <c>Journal</c>; a test may add to it.</summary>
    public Dictionary<string, string?> Settings { get; }

    public string? Folder { get; }

    public static async Task<TestDatabase> NewAsync(JournalProvider provider, PostgresServer postgres) =>
        provider == JournalProvider.Sqlite ? NewSqlite() : new(provider, new()
        {
            ["Journal:Provider"] = "PostgreSql",
            ["Journal:ConnectionString"] = await postgres.NewDatabaseAsync(),
            ["Journal:LockTimeoutSeconds"] = "1",
        }, null);

    public static TestDatabase NewSqlite()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"authdemo-journal-{Guid.NewGuid():N}");
        return new(JournalProvider.Sqlite, new() { ["Journal:DataFolder"] = folder, ["Journal:LockTimeoutSeconds"] = "1" }, folder);
    }

    public void Dispose()
    {
        // Idle connections of a finished test would use up the server's connection limit.
        if (Provider == JournalProvider.PostgreSql)
            NpgsqlConnection.ClearAllPools();
        if (Folder is null)
            return;
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }
}
