using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AuthDemo.Journal.Storage;

/// <summary>
/// Tells trouble with the database, which is expected and passes, from mistakes of ours, which are exceptions. Codes:
/// https://sqlite.org/rescode.html and PostgreSQL's appendix A.
/// </summary>
internal static class DatabaseTrouble
{
    /// <summary>The trouble behind an exception or one of its causes; null when it is a mistake.</summary>
    public static JournalTrouble? Find(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            var trouble = e switch
            {
                SqliteException sqlite => OfSqlite(sqlite.SqliteErrorCode),
                PostgresException postgres => OfPostgres(postgres.SqlState),
                // Without a server's answer: refused, closed, timed out.
                NpgsqlException => JournalTrouble.DatabaseDown,
                SocketException => JournalTrouble.DatabaseDown,
                _ => null,
            };
            if (trouble is not null)
                return trouble;
        }
        return null;
    }

    private static JournalTrouble? OfSqlite(int code) => code switch
    {
        5 or 6 => JournalTrouble.Locked, // BUSY, LOCKED
        13 => JournalTrouble.DiskFull, // FULL
        8 or 10 => JournalTrouble.DiskFailed, // READONLY, IOERR
        14 => JournalTrouble.DatabaseDown, // CANTOPEN
        11 or 26 => JournalTrouble.Damaged, // CORRUPT, NOTADB
        _ => null,
    };

    private static JournalTrouble? OfPostgres(string state) => state switch
    {
        "53100" => JournalTrouble.DiskFull,
        "55P03" or "57014" => JournalTrouble.Locked, // lock_timeout, statement_timeout
        "58030" => JournalTrouble.DiskFailed,
        "XX001" or "XX002" => JournalTrouble.Damaged,
        "25006" => JournalTrouble.DatabaseDown, // a standby: not the server that writes
        "3D000" => JournalTrouble.DatabaseDown, // no such database (yet)
        _ when state.StartsWith("08", StringComparison.Ordinal) => JournalTrouble.DatabaseDown,
        _ when state.StartsWith("28", StringComparison.Ordinal) => JournalTrouble.DatabaseDown,
        _ when state.StartsWith("53", StringComparison.Ordinal) => JournalTrouble.DatabaseDown,
        _ when state.StartsWith("57P", StringComparison.Ordinal) => JournalTrouble.DatabaseDown,
        _ => null,
    };
}
