using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Feed;
using AuthDemo.Journal.Persons;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.ReadModels;
using AuthDemo.Journal.Retention;
using AuthDemo.Journal.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AuthDemo.Journal.Tests;

/// <summary>Background work: the retention job, the health check, log lines.</summary>
public sealed class UpkeepTests
{
    [Fact]
    public async Task RetentionJob_EachInterval_Sweeps()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings, withJobs: true);
        await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Failed());
        await using var news = journal.Get<JournalFeed>().SubscribeAsync().GetAsyncEnumerator();
        var next = NextAsync();
        // After the sweep at the start, the job waits for its timer.
        while (journal.Get<RetentionSweep>().Last is null)
            await Task.Yield();

        journal.Time.Advance(TimeSpan.FromDays(31));

        Assert.Equal("1", (await next).Facts["unfinished"]);

        // A commit is published after its caller got the result, so an earlier one may arrive first.
        async Task<AuditEntry> NextAsync()
        {
            while (await news.MoveNextAsync())
                if (news.Current.Entries.FirstOrDefault(entry => entry.Type == JournalEventType.SessionsRemoved) is { } removed)
                    return removed;
            throw new InvalidOperationException("The news ended.");
        }
    }

    [Fact]
    public async Task Health_JournalThatCannotWrite_IsDegradedUntilItCan()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(journal));
        await journal.Sessions.AppendStatesAsync(TestSessions.Session());

        await using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(database.Folder!, "journal.db")};Pooling=false"))
        {
            await other.OpenAsync();
            await using var command = other.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            await command.ExecuteNonQueryAsync();
            var session = TestSessions.Session();
            await journal.Sessions.AppendAsync(session, session.Started());
            Assert.Equal(HealthStatus.Degraded, await HealthAsync(journal));
        }

        await journal.Sessions.AppendStatesAsync(TestSessions.Session());
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(journal));
    }

    [Fact]
    public async Task Log_OfAWholeSession_HasNoPersonalData()
    {
        using var database = TestDatabase.NewSqlite();
        var logs = new LogCapture();
        string mistake;
        await using (var journal = await TestJournal.StartAsync(database.Settings, logs: logs))
        {
            await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Completed);
            Assert.True(PersonalNumber.TryParse(TestSessions.PersonalNumber, out var number, out _));
            await journal.Get<IJournalQueries>().SessionsAsync(new() { Person = number }, SessionSort.Started, descending: true, 0, 10);
            await journal.Get<IPersonData>().ExportAsync(number!, "command line");
            await using (var db = await journal.OpenAsync())
                await db.Database.ExecuteSqlRawAsync("""ALTER TABLE "Events" RENAME TO "Elsewhere" """);
            var session = TestSessions.Session();
            // Unexpected damage: neither the exception nor its log line may contain personal data.
            mistake = $"{await Record.ExceptionAsync(() => journal.Sessions.AppendAsync(session, session.Started()))}";
        }

        Assert.Contains(logs.Lines, line => line.Contains("The journal is ready", StringComparison.Ordinal));
        foreach (var secret in (string[])[TestSessions.PersonalNumber, "Karin", "stling", TestSessions.Ip, TestSessions.Secret, "Mozilla"])
            Assert.DoesNotContain([.. logs.Lines, mistake], line => line.Contains(secret, StringComparison.Ordinal));
    }

    private static async Task<HealthStatus> HealthAsync(TestJournal journal) => (await journal.Get<HealthCheckService>().CheckHealthAsync()).Status;
}
