using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AuthDemo.Journal.Storage;

/// <summary>
/// Sets the pragmas that SQLite keeps per connection. <c>synchronous = FULL</c>: in WAL mode a commit is flushed to the disk before it
/// is reported. <c>secure_delete</c>: erased keys do not remain in free pages.
/// </summary>
internal sealed class SqlitePragmas(int lockTimeoutSeconds) : DbConnectionInterceptor
{
    private readonly string _pragmas =
        $"PRAGMA busy_timeout = {lockTimeoutSeconds * 1000}; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = _pragmas;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // Microsoft.Data.Sqlite has no asynchronous I/O.
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
