using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AuthDemo.Journal.Storage;

/// <summary>The location of the database and of the data folder, and how to connect to the database.</summary>
internal sealed class JournalLocation(IOptions<JournalOptions> options, IHostEnvironment environment, IEnumerable<IDbConnectionInterceptor> interceptors)
{
    private const int CommandTimeoutSeconds = 15;

    private readonly JournalOptions _options = options.Value;

    /// <summary>The folder of the database file with SQLite; null with PostgreSQL.</summary>
    public string? Folder => _options.Provider == JournalProvider.Sqlite ? DataFolder : null;

    /// <summary>The folder of the stored responses, with either database.</summary>
    public string Responses => Path.Combine(DataFolder, "answers");

    /// <summary>The database file with SQLite; null with PostgreSQL.</summary>
    public string? File => Folder is { } folder ? Path.Combine(folder, "journal.db") : null;

    /// <summary>Configures a context for the database.</summary>
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
        // Failures are results (JournalFailure) and logged once by the caller; EF's own log entries would repeat them with the statement.
        // Successful statements are logged at Debug only, so that they do not flood the log.
        builder.ConfigureWarnings(warnings => warnings.Log((RelationalEventId.CommandExecuted, LogLevel.Debug)).Ignore(
            RelationalEventId.CommandError, RelationalEventId.ConnectionError, RelationalEventId.TransactionError,
            CoreEventId.SaveChangesFailed, CoreEventId.QueryIterationFailed));
    }

    private string DataFolder => Path.GetFullPath(Path.Combine(environment.ContentRootPath, _options.DataFolder));

    private static string Postgres(JournalOptions options)
    {
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString) { IncludeErrorDetail = false };
        // Detects an unreachable server within seconds, unless the configuration says otherwise.
        if (!connection.ContainsKey("Timeout"))
            connection.Timeout = 3;
        connection.Options = $"{connection.Options} -c lock_timeout={options.LockTimeoutSeconds * 1000}".Trim();
        return connection.ConnectionString;
    }
}
