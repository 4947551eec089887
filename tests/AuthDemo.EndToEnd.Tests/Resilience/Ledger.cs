using System.Data.Common;
using System.Text.Json;

namespace AuthDemo.EndToEnd.Tests.Resilience;

/// <summary>The journal's tables, read from outside while the service writes them: what is durable, whatever the service says.</summary>
internal sealed class Ledger(Func<DbConnection> connect)
{
    private static readonly TimeSpan s_guard = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(50);

    /// <summary>The state of each session, by its id.</summary>
    public async Task<Dictionary<string, string>> StatesAsync()
    {
        var states = new Dictionary<string, string>();
        await ReadAsync("""SELECT "Id", "State" FROM "Sessions" """, row => states.Add(row.GetString(0), row.GetString(1)));
        return states;
    }

    /// <summary>Waits until the sessions' states are as wanted; what they were last is in the failure.</summary>
    public Task UntilAsync(Func<Dictionary<string, string>, bool> wanted) => UntilAsync(async () => wanted(await StatesAsync()));

    /// <summary>Waits until it is so.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var pace = new PeriodicTimer(s_pace);
        using var guard = new CancellationTokenSource(s_guard);
        while (!await isSo())
        {
            if (guard.IsCancellationRequested)
                Assert.Fail($"The sessions stayed {string.Join(", ", (await StatesAsync()).Values.CountBy(state => state))}.");
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>All sessions with their entries in the log, at one moment, by id.</summary>
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
            row => Assert.Fail($"Entry {row.GetInt64(0)} is of no session."));
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

/// <summary>A session as the journal has it.</summary>
internal sealed record LoggedSession(string Id, string State, string? Reason, long Version, bool HasEnded, List<LoggedEvent> Events)
{
    /// <summary>It was taken up after a crash.</summary>
    public bool IsContinued => Events.Any(entry => entry.Type == "session_continued");

    /// <summary>What had arrived before the crash and was not written yet was digested after it.</summary>
    public bool IsContinuedWithAnAnswer => Events.Any(entry => entry.Type == "session_continued" && entry.Word("answer") is not null);

    /// <summary>It ended before any crash.</summary>
    public bool EndedUninterrupted => HasEnded && !IsContinued;

    /// <summary>
    /// An answer of BankID's came later than a request waits for it, as happens where everything runs on one busy machine. It is
    /// lost like one that the network drops.
    /// </summary>
    public bool HasTimedOut => Events.Any(entry => entry.HasTimedOutCollect);

    /// <summary>All that the log has of it, for a failure to tell.</summary>
    public string Tale => string.Join('\n', Events.Select(entry => $"{entry.Seq} {entry.Type} {entry.Facts.GetRawText()}"));

    /// <summary>
    /// Its entries tell one life without a hole: it starts once, each move begins where the one before it led, what ended moves no
    /// more, and the last entry is of the version that the session has.
    /// </summary>
    public void IsWhole()
    {
        Assert.Equal("session_started", Events[0].Type);
        var (state, version, ended, signedIn) = ("starting", 0L, false, false);
        foreach (var entry in Events)
        {
            var at = $"{Id} entry {entry.Seq} {entry.Type}, after {state}";
            Assert.True(entry.Version >= version, $"{at}: version {entry.Version} after {version}");
            version = entry.Version;
            Assert.True(!ended || entry.Type == "signed_in", $"{at}: the session had ended");
            switch (entry.Type)
            {
                case "session_started":
                    Assert.True(entry == Events[0], $"{at}: started twice");
                    break;
                case "session_moved":
                    Assert.True(entry.Word("from") == state, $"{at}: moved from {entry.Word("from")}");
                    state = entry.Word("to")!;
                    break;
                case "session_ended":
                    (state, ended) = (entry.Word("how")!, true);
                    Assert.True(state == "completed" || entry.Word("reason") is not null, $"{at}: ended without a reason");
                    break;
                case "signed_in":
                    Assert.True(state == "completed" && !signedIn, $"{at}: signed in");
                    signedIn = true;
                    break;
                case "session_continued" or "order_renewed" or "bankid_troubled" or "bankid_recovered":
                    break;
                default:
                    Assert.Fail($"{at}: nothing here did that");
                    break;
            }
        }
        Assert.Equal((State, Version, HasEnded), (state, version, ended));
    }

    /// <summary>Everything its page showed is in the log, in this order.</summary>
    public void Tells(IEnumerable<string> seen)
    {
        var told = Events.Select(entry => entry.Word(entry.Type == "session_ended" ? "how" : "to")).Prepend("starting").ToList();
        var place = 0;
        foreach (var state in seen)
        {
            place = told.IndexOf(state, place);
            Assert.True(place >= 0, $"{Id}: a page showed {state}; the log has {string.Join(", ", told)}");
        }
    }
}

/// <summary>One entry of the log.</summary>
internal sealed record LoggedEvent(long Seq, string Type, JsonElement Facts)
{
    public long Version => Facts.GetProperty("version").GetInt64();

    public bool HasTimedOutCollect => Facts.TryGetProperty("calls", out var calls) && calls.EnumerateArray().Select(call => call.GetString()!)
        .Any(call => call.StartsWith("bankid:collect", StringComparison.Ordinal) && call.Contains("=timeout;", StringComparison.Ordinal));

    public string? Word(string fact) => Facts.TryGetProperty(fact, out var value) ? value.GetString() : null;
}
