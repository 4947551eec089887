using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AuthDemo.Journal;

/// <summary>
/// Classifies database exceptions: failures of the environment, which are expected and temporary, become a <see cref="JournalFailure"/>;
/// everything else is a bug and stays an exception. Codes: https://sqlite.org/rescode.html and PostgreSQL's appendix A.
/// </summary>
internal static class DatabaseErrors
{
    /// <summary>The failure behind an exception or one of its inner exceptions; null when it is none.</summary>
    public static JournalFailure? Classify(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            var failure = e switch
            {
                SqliteException sqlite => OfSqlite(sqlite.SqliteErrorCode),
                PostgresException postgres => OfPostgres(postgres.SqlState),
                // No response from a server: refused, closed, timed out.
                NpgsqlException => JournalFailure.DatabaseDown,
                SocketException => JournalFailure.DatabaseDown,
                _ => null,
            };
            if (failure is not null)
                return failure;
        }
        return null;
    }

    private static JournalFailure? OfSqlite(int code) => code switch
    {
        5 or 6 => JournalFailure.Locked, // BUSY, LOCKED
        13 => JournalFailure.DiskFull, // FULL
        8 or 10 => JournalFailure.DiskFailed, // READONLY, IOERR
        14 => JournalFailure.DatabaseDown, // CANTOPEN
        11 or 26 => JournalFailure.Damaged, // CORRUPT, NOTADB
        _ => null,
    };

    private static JournalFailure? OfPostgres(string state) => state switch
    {
        "53100" => JournalFailure.DiskFull,
        "55P03" or "57014" => JournalFailure.Locked, // lock_timeout, statement_timeout
        "58030" => JournalFailure.DiskFailed,
        "XX001" or "XX002" => JournalFailure.Damaged,
        "25006" => JournalFailure.DatabaseDown, // read-only standby
        "3D000" => JournalFailure.DatabaseDown, // no such database (yet)
        _ when state.StartsWith("08", StringComparison.Ordinal) => JournalFailure.DatabaseDown,
        _ when state.StartsWith("28", StringComparison.Ordinal) => JournalFailure.DatabaseDown,
        _ when state.StartsWith("53", StringComparison.Ordinal) => JournalFailure.DatabaseDown,
        _ when state.StartsWith("57P", StringComparison.Ordinal) => JournalFailure.DatabaseDown,
        _ => null,
    };
}
