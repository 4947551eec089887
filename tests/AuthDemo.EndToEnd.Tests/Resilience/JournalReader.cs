using System.Data.Common;
using System.Text.Json;

namespace AuthDemo.EndToEnd.Tests.Resilience;

/// <summary>Reads the journal's tables from another process while the service writes them: what is durable, whatever the service reports.</summary>
internal sealed class JournalReader(Func<DbConnection> connect)
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(2);

    /// <summary>The state of each session, by session id.</summary>
    public async Task<Dictionary<string, string>> StatesAsync()
    {
        var states = new Dictionary<string, string>();
        await ReadAsync("""SELECT "Id", "State" FROM "Sessions" """, row => states.Add(row.GetString(0), row.GetString(1)));
        return states;
    }

    /// <summary>Waits until the sessions' states satisfy the condition; a failure reports the last states.</summary>
    public Task WaitUntilAsync(Func<Dictionary<string, string>, bool> condition) => WaitUntilAsync(async () => condition(await StatesAsync()));

    /// <summary>Waits until the condition holds; a failure reports the sessions' states.</summary>
    public async Task WaitUntilAsync(Func<Task<bool>> condition)
    {
        try
        {
            await Polling.UntilAsync(condition, s_timeout);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The sessions stayed {string.Join(", ", (await StatesAsync()).Values.CountBy(state => state))}.");
        }
    }

    /// <summary>All sessions with their log entries, from one snapshot, by session id.</summary>
    public async Task<Dictionary<string, LoggedSession>> SessionsAsync()
    {
        var sessions = new Dictionary<string, LoggedSession>();
        await ReadAsync(
            """
            SELECT s."Id", s."State", s."Reason", s."Version", s."EndedAt", e."Seq", e."Type", e."Facts"
            FROM "Sessions" s LEFT JOIN "Events" e ON e."SessionId" = s."Id" ORDER BY e."Seq"
            """,
            row =>
            {
                var id = row.GetString(0);
                if (!sessions.TryGetValue(id, out var session))
                    sessions.Add(id, session = new(id, row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetInt64(3), !row.IsDBNull(4), []));
                session.Events.Add(new(row.GetInt64(5), row.GetString(6), JsonDocument.Parse(row.GetString(7)).RootElement));
            });
        await ReadAsync(
            """SELECT "Seq" FROM "Events" WHERE "SessionId" IS NOT NULL AND "SessionId" NOT IN (SELECT "Id" FROM "Sessions")""",
            row => Assert.Fail($"Entry {row.GetInt64(0)} belongs to no session."));
        return sessions;
    }

    private async Task ReadAsync(string query, Action<DbDataReader> row)
    {
        await using var connection = connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            row(reader);
    }
}
