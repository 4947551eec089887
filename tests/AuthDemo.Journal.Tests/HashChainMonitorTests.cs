using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Tests.Hosting;
using AuthDemo.Journal.Verification;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AuthDemo.Journal.Tests;

/// <summary>The chain, checked again and again while the service runs.</summary>
public sealed class HashChainMonitorTests
{
    private const string Unlock = """DROP TRIGGER "Events_are_final" """;

    [Fact]
    public async Task Job_EachInterval_ChecksWhatWasAdded()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings, withJobs: true);
        var first = await CheckedAsync(journal, after: null);
        Assert.Equal((Some.Now, 1L), (first.At, Assert.IsType<ChainStatus.Intact>(first.Status).Through));
        await journal.Sessions.LiveAsync(Some.Session(), Some.Scan, Some.Failed());

        journal.Time.Advance(TimeSpan.FromMinutes(10));
        var second = await CheckedAsync(journal, first);

        Assert.Equal(4, Assert.IsType<ChainStatus.Intact>(second.Status).Through);
        Assert.Equal((Some.Now.AddMinutes(10), Some.Now), (second.At, second.FullCheckAt));
    }

    [Fact]
    public async Task Check_OldEntryChanged_IsNoticedWhenTheWholeLogIsDueAndByNobodyBefore()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var watch = journal.Get<HashChainMonitor>();
        await journal.Sessions.LiveAsync(Some.Session(), Some.Scan, Some.Failed());
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
    public async Task Check_AddedEntryChanged_IsNoticedAtOnce()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var watch = journal.Get<HashChainMonitor>();
        await watch.CheckAsync();
        await journal.Sessions.LiveAsync(Some.Session(), Some.Scan, Some.Failed());
        await ChangeAsync(journal, """UPDATE "Events" SET "Actor" = 'operator:eve' WHERE "Seq" = 3""");

        await watch.CheckAsync();

        Assert.Equal(3, Assert.IsType<ChainStatus.Broken>(watch.Last!.Status).Seq);
    }

    [Fact]
    public async Task Check_LogPutBackAsItWas_IsNoticedThoughItsSealFits()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var watch = journal.Get<HashChainMonitor>();
        AuditLogHeadRow before;
        await using (var db = await journal.OpenAsync())
            before = await db.Head.AsNoTracking().SingleAsync();
        await journal.Sessions.LiveAsync(Some.Session(), Some.Scan, Some.Failed());
        await watch.CheckAsync();
        await using (var db = await journal.OpenAsync())
        {
            await db.Database.ExecuteSqlRawAsync(Unlock);
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "Events" WHERE "Seq" > 1""");
            await db.Database.ExecuteSqlAsync($"""UPDATE "Head" SET "Seq" = {before.Seq}, "Hash" = {before.Hash}, "Seal" = {before.Seal}""");
        }

        await watch.CheckAsync();

        Assert.Equal(2, Assert.IsType<ChainStatus.Broken>(watch.Last!.Status).Seq);
        // A verification that has seen nothing before cannot know.
        Assert.IsType<ChainStatus.Intact>(Assert.IsType<JournalResult<ChainStatus>.Success>(await journal.Get<HashChainVerifier>().VerifyAsync(checkpoint: null, isFull: true)).Value);
    }

    private static async Task ChangeAsync(TestJournal journal, string change)
    {
        await using var db = await journal.OpenAsync();
        await db.Database.ExecuteSqlRawAsync(Unlock);
        await db.Database.ExecuteSqlRawAsync(change);
    }

    /// <summary>The check after this one, once it has ended.</summary>
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
