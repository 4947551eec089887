using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AuthDemo.Journal.Storage;

/// <summary>Where the database is and how to connect to it.</summary>
internal sealed class JournalLocation(IOptions<JournalOptions> options, IHostEnvironment environment, IEnumerable<IDbConnectionInterceptor> interceptors)
{
    private const int CommandTimeoutSeconds = 15;

    private readonly JournalOptions _options = options.Value;

    /// <summary>With SQLite: the folder of the file; null with PostgreSQL.</summary>
    public string? Folder => _options.Provider == JournalProvider.Sqlite ? DataFolder : null;

    /// <summary>The folder of the last answers to running sessions; with either database.</summary>
    public string Answers => Path.Combine(DataFolder, "answers");

    /// <summary>With SQLite: the file; null with PostgreSQL.</summary>
    public string? File => Folder is { } folder ? Path.Combine(folder, "journal.db") : null;

    /// <summary>Sets a context up for the configured database.</summary>
    public void Configure(DbContextOptionsBuilder builder)
    {
        if (File is { } file)
        {
            var connection = new SqliteConnectionStringBuilder
            {
                DataSource = file,
                DefaultTimeout = _options.LockTimeoutSeconds,
                ForeignKeys = true,
            };
            builder.UseSqlite(connection.ConnectionString);
            builder.AddInterceptors(new SqlitePragmas(_options.LockTimeoutSeconds));
        }
        else
        {
            builder.UseNpgsql(Postgres(_options), npgsql => npgsql.CommandTimeout(CommandTimeoutSeconds));
        }
        builder.AddInterceptors(interceptors);
        // Trouble is reported once, typed, by whoever meets it; and a failed statement's text is nobody's business but ours.
        // A line for each statement would bury the service's own log.
        builder.ConfigureWarnings(warnings => warnings.Log((RelationalEventId.CommandExecuted, LogLevel.Debug)).Ignore(
            RelationalEventId.CommandError, RelationalEventId.ConnectionError, RelationalEventId.TransactionError,
            CoreEventId.SaveChangesFailed, CoreEventId.QueryIterationFailed));
    }

    private string DataFolder => Path.GetFullPath(Path.Combine(environment.ContentRootPath, _options.DataFolder));

    private static string Postgres(JournalOptions options)
    {
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString) { IncludeErrorDetail = false };
        // A server that is gone is noticed in seconds, unless the configuration says otherwise.
        if (!connection.ContainsKey("Timeout"))
            connection.Timeout = 3;
        connection.Options = $"{connection.Options} -c lock_timeout={options.LockTimeoutSeconds * 1000}".Trim();
        return connection.ConnectionString;
    }
}
