using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AuthDemo.Journal.Storage;

/// <summary>
/// What SQLite forgets with each connection. <c>synchronous = FULL</c>: in WAL mode a commit is on the disk, not only in the
/// system's cache, before anyone is told of it. <c>secure_delete</c>: erased keys do not linger in free pages.
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
        // Microsoft.Data.Sqlite has no asynchronous I/O: there is nothing to wait for.
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
