using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Tests.Hosting;
using AuthDemo.Journal.Verification;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AuthDemo.Journal.Tests;

/// <summary>The chain is verified periodically while the service runs.</summary>
public sealed class HashChainMonitorTests
{
    private const string Unlock = """DROP TRIGGER "Events_are_final" """;

    [Fact]
    public async Task Job_EachInterval_ChecksNewEntries()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings, withJobs: true);
        var first = await CheckedAsync(journal, after: null);
        Assert.Equal((TestSessions.Now, 1L), (first.At, Assert.IsType<ChainStatus.Intact>(first.Status).Through));
        await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Failed());

        journal.Time.Advance(TimeSpan.FromMinutes(10));
        var second = await CheckedAsync(journal, first);

        Assert.Equal(4, Assert.IsType<ChainStatus.Intact>(second.Status).Through);
        Assert.Equal((TestSessions.Now.AddMinutes(10), TestSessions.Now), (second.At, second.FullCheckAt));
    }

    [Fact]
    public async Task Check_OldEntryChanged_IsDetectedAtTheNextFullCheck()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var watch = journal.Get<HashChainMonitor>();
        await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Failed());
        await watch.CheckAsync();
        await ChangeAsync(journal, """UPDATE "Events" SET "Actor" = 'operator:eve' WHERE "Seq" = 3""");

        await watch.CheckAsync();
        Assert.IsType<ChainStatus.Intact>(watch.Last!.Status);
        journal.Time.Advance(TimeSpan.FromHours(24));
        await watch.CheckAsync();

        Assert.Equal(3, Assert.IsType<ChainStatus.Broken>(watch.Last!.Status).Seq);
        var health = await journal.Get<HealthCheckService>().CheckHealthAsync();
        Assert.Equal((HealthStatus.Degraded, "chain broken at entry 3"), (health.Entries["journal"].Status, health.Entries["journal"].Description));
    }

    [Fact]
    public async Task Check_NewEntryChanged_IsDetectedAtOnce()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var watch = journal.Get<HashChainMonitor>();
        await watch.CheckAsync();
        await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Failed());
        await ChangeAsync(journal, """UPDATE "Events" SET "Actor" = 'operator:eve' WHERE "Seq" = 3""");

        await watch.CheckAsync();

        Assert.Equal(3, Assert.IsType<ChainStatus.Broken>(watch.Last!.Status).Seq);
    }

    [Fact]
    public async Task Check_LogRestoredToAnOlderVersion_IsDetectedThoughItsSealIsValid()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var watch = journal.Get<HashChainMonitor>();
        AuditLogHeadRow before;
        await using (var db = await journal.OpenAsync())
            before = await db.Head.AsNoTracking().SingleAsync();
        await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Failed());
        await watch.CheckAsync();
        await using (var db = await journal.OpenAsync())
        {
            await db.Database.ExecuteSqlRawAsync(Unlock);
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "Events" WHERE "Seq" > 1""");
            await db.Database.ExecuteSqlAsync($"""UPDATE "Head" SET "Seq" = {before.Seq}, "Hash" = {before.Hash}, "Seal" = {before.Seal}""");
        }

        await watch.CheckAsync();

        Assert.Equal(2, Assert.IsType<ChainStatus.Broken>(watch.Last!.Status).Seq);
        // A verification without an earlier result cannot detect this.
        Assert.IsType<ChainStatus.Intact>(Assert.IsType<JournalResult<ChainStatus>.Success>(await journal.Get<HashChainVerifier>().VerifyAsync(checkpoint: null, isFull: true)).Value);
    }

    private static async Task ChangeAsync(TestJournal journal, string change)
    {
        await using var db = await journal.OpenAsync();
        await db.Database.ExecuteSqlRawAsync(Unlock);
        await db.Database.ExecuteSqlRawAsync(change);
    }

    /// <summary>The next check, when it has ended.</summary>
    private static async Task<ChainCheck> CheckedAsync(TestJournal journal, ChainCheck? after)
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (journal.Get<IJournalQueries>().LastChainCheck is { } check && check != after)
                return check;
            guard.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
