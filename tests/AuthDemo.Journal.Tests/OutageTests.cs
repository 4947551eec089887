using System.Data.Common;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Tests.Hosting;
using AuthDemo.Journal.Verification;
using AuthDemo.Journal.Writing;
using AuthDemo.Sessions.Journaling;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace AuthDemo.Journal.Tests;

/// <summary>Disk full, database locked or down: a typed result, no partial write, and automatic recovery.</summary>
public sealed class OutageTests(PostgresServer postgres)
{
    [Fact]
    public async Task Append_DiskFull_IsUnavailableUntilThereIsSpace()
    {
        using var database = TestDatabase.NewSqlite();
        var disk = new SmallDisk();
        await using var journal = await TestJournal.StartAsync(database.Settings, interceptor: disk);
        var before = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);
        disk.Pages = 1; // SQLite takes it as "no more than there are now"

        var refused = 0;
        var written = new List<SessionRecord>();
        while (refused < 20)
        {
            var session = TestSessions.Session();
            var reply = await journal.Sessions.AppendAsync(session, session.Started());
            if (reply is JournalWrite.Written)
                written.Add(session);
            else
                Assert.Equal("disk_full", Assert.IsType<JournalWrite.Unavailable>(reply).Why);
            if (reply is JournalWrite.Unavailable)
                refused++;
            Assert.InRange(written.Count, 0, 1000);
        }

        // Reads still work, and return exactly what was acknowledged.
        Assert.IsType<JournalRead.Found>(await journal.Sessions.FindAsync(before.Id));
        await AssertHoldsAsync(journal, [before.Id.Value, .. written.Select(session => session.Id.Value)], entries: 3 + written.Count);
        disk.Pages = SmallDisk.Unlimited;
        await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Completed);
        Assert.IsType<ChainStatus.Intact>(await StatusAsync(journal));
    }

    [Fact]
    public async Task Append_LockedByAnotherProcess_IsUnavailableUntilReleased()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var session = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);
        var next = session.Then(TestSessions.Completed);
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(database.Folder!, "journal.db")};Pooling=false"))
        {
            await other.OpenAsync();
            await using var command = other.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            await command.ExecuteNonQueryAsync();

            var reply = await journal.Sessions.AppendAsync(next, next.EventsSince(session));

            Assert.Equal("locked", Assert.IsType<JournalWrite.Unavailable>(reply).Why);
        }

        Assert.IsType<JournalWrite.Written>(await journal.Sessions.AppendAsync(next, next.EventsSince(session)));
        await AssertHoldsAsync(journal, [session.Id.Value], entries: 4);
    }

    [Fact]
    public async Task Append_HeadLockedByAnotherClientOfPostgres_IsUnavailableUntilReleased()
    {
        using var database = await TestDatabase.NewAsync(JournalProvider.PostgreSql, postgres);
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var session = TestSessions.Session();
        await using (var other = new NpgsqlConnection(database.Settings["Journal:ConnectionString"]))
        {
            await other.OpenAsync();
            await using var transaction = await other.BeginTransactionAsync();
            await using var command = new NpgsqlCommand("""SELECT 1 FROM "Head" FOR UPDATE""", other, transaction);
            await command.ExecuteNonQueryAsync();

            Assert.Equal("locked", Assert.IsType<JournalWrite.Unavailable>(await journal.Sessions.AppendAsync(session, session.Started())).Why);
        }

        Assert.IsType<JournalWrite.Written>(await journal.Sessions.AppendAsync(session, session.Started()));
        await AssertHoldsAsync(journal, [session.Id.Value], entries: 2);
    }

    [Fact]
    public async Task Append_PostgresCrashesAndComesBack_IsUnavailableMeanwhileAndLosesNothing()
    {
        await using var server = new PostgresServer();
        using var database = await TestDatabase.NewAsync(JournalProvider.PostgreSql, server);
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var session = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);
        var next = session.Then(TestSessions.Completed);

        await server.StopAsync();
        Assert.Equal("database_down", Assert.IsType<JournalWrite.Unavailable>(await journal.Sessions.AppendAsync(next, next.EventsSince(session))).Why);
        Assert.Equal("database_down", Assert.IsType<JournalRead.Unavailable>(await journal.Sessions.FindAsync(session.Id)).Why);
        await server.StartAsync();

        Assert.IsType<JournalWrite.Written>(await journal.Sessions.AppendAsync(next, next.EventsSince(session)));
        await AssertHoldsAsync(journal, [session.Id.Value], entries: 4);
    }

    [Fact]
    public async Task Append_AfterAPostgresRestart_IsWrittenAtTheFirstAttempt()
    {
        await using var server = new PostgresServer();
        using var database = await TestDatabase.NewAsync(JournalProvider.PostgreSql, server);
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var session = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);
        var next = session.Then(TestSessions.Completed);

        await server.StopAsync();
        await server.StartAsync();

        Assert.IsType<JournalWrite.Written>(await journal.Sessions.AppendAsync(next, next.EventsSince(session)));
    }

    [Fact]
    public async Task Start_DatabaseDown_StartsAndRecoversWhenItIsUp()
    {
        await using var server = new PostgresServer();
        using var database = await TestDatabase.NewAsync(JournalProvider.PostgreSql, server);
        await server.StopAsync();

        await using var journal = await TestJournal.StartAsync(database.Settings);
        var session = TestSessions.Session();
        Assert.Equal("database_down", Assert.IsType<JournalWrite.Unavailable>(await journal.Sessions.AppendAsync(session, session.Started())).Why);
        await server.StartAsync();

        Assert.IsType<JournalWrite.Written>(await journal.Sessions.AppendAsync(session, session.Started()));
    }

    [Fact]
    public async Task Append_QueueFull_IsUnavailableAtOnce()
    {
        using var database = TestDatabase.NewSqlite();
        database.Settings["Journal:Grouping:QueueLength"] = "2";
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var writer = journal.Get<JournalWriter>();
        var hold = new TaskCompletionSource();
        var busy = new TaskCompletionSource();
        var first = writer.WriteAsync<int>(
            async (_, _) =>
            {
                busy.TrySetResult();
                await hold.Task;
                return 0;
            },
            isExclusive: true);
        await busy.Task;
        var waiting = new[] { WriteAsync(writer), WriteAsync(writer) };

        var refused = await WriteAsync(writer);

        Assert.Equal(new JournalResult<int>.Unavailable(JournalFailure.QueueFull), refused);
        hold.SetResult();
        await Task.WhenAll([first, .. waiting]);
        Assert.IsType<JournalResult<int>.Success>(await WriteAsync(writer));
    }

    [Fact]
    public async Task Append_AfterShutdown_IsUnavailable()
    {
        using var database = TestDatabase.NewSqlite();
        var journal = await TestJournal.StartAsync(database.Settings);
        var writer = journal.Get<JournalWriter>();
        await writer.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new JournalResult<int>.Unavailable(JournalFailure.Stopping), await WriteAsync(writer));
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Write_ExceptionInOne_IsThrownToItsCallerAndTheWriterContinues()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var writer = journal.Get<JournalWriter>();

        await Assert.ThrowsAsync<NotSupportedException>(() => writer.WriteAsync<int>((_, _) => throw new NotSupportedException()));

        await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);
        await AssertHoldsAsync(journal, null, entries: 3);
    }

    [Fact]
    public async Task Write_ExceptionInAGroup_FailsOnlyItsOwnWrite()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var writer = journal.Get<JournalWriter>();
        var (began, hold) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = writer.WriteAsync(async (_, _) =>
        {
            began.TrySetResult();
            await hold.Task;
            return 0;
        });
        await began.Task;
        // These queue behind the first, so they form one group.
        var (before, after) = (TestSessions.Session(), TestSessions.Session());
        var one = journal.Sessions.AppendAsync(before, before.Started());
        var mistaken = writer.WriteAsync<int>((_, _) => throw new NotSupportedException());
        var other = journal.Sessions.AppendAsync(after, after.Started());
        hold.SetResult();

        Assert.IsType<JournalResult<int>.Success>(await first);
        await Assert.ThrowsAsync<NotSupportedException>(() => mistaken);
        Assert.IsType<JournalWrite.Written>(await one);
        Assert.IsType<JournalWrite.Written>(await other);
        await AssertHoldsAsync(journal, [before.Id.Value, after.Id.Value], entries: 3);
    }

    private static Task<JournalResult<int>> WriteAsync(JournalWriter writer) => writer.WriteAsync((_, _) => ValueTask.FromResult(0));

    private static async Task AssertHoldsAsync(TestJournal journal, IReadOnlyList<string>? sessions, int entries)
    {
        await using var db = await journal.OpenAsync();
        if (sessions is not null)
            Assert.Equal(sessions.Order(StringComparer.Ordinal), (await db.Sessions.Select(row => row.Id).ToListAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(entries, await db.Events.CountAsync());
        Assert.IsType<ChainStatus.Intact>(await StatusAsync(journal));
    }

    private static async Task<ChainStatus> StatusAsync(TestJournal journal) =>
        Assert.IsType<JournalResult<ChainStatus>.Success>(await journal.Get<IJournalQueries>().VerifyAsync()).Value;

    /// <summary>Limits the database to a number of pages; beyond them SQLite reports SQLITE_FULL.</summary>
    private sealed class SmallDisk : DbConnectionInterceptor
    {
        public const int Unlimited = 1 << 30;

        public int Pages { get; set; } = Unlimited;

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA max_page_count = {Pages}";
            command.ExecuteNonQuery();
        }

        public override Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}
