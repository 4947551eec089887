using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Retention;
using AuthDemo.Journal.Tests.Hosting;
using AuthDemo.Journal.Verification;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Tests;

/// <summary>Data past its retention is removed, and the log can still be verified.</summary>
public sealed class RetentionTests(PostgresServer postgres)
{
    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Sweep_DayByDay_RemovesEachKindAfterItsRetention(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        database.Settings["Journal:Retention:UnfinishedDays"] = "10";
        database.Settings["Journal:Retention:FinishedDays"] = "20";
        database.Settings["Journal:Retention:AuditDays"] = "30";
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var failed = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Failed());
        var completed = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Completed);
        var running = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);

        Assert.Equal((0, 0, 0L), await SweepAsync(journal, TimeSpan.FromDays(10)));
        Assert.Equal((1, 0, 0L), await SweepAsync(journal, TimeSpan.FromHours(1)));
        Assert.IsType<JournalRead.NotFound>(await journal.Sessions.FindAsync(failed.Id));
        Assert.IsType<JournalRead.Found>(await journal.Sessions.FindAsync(completed.Id));
        Assert.Equal((0, 1, 0L), await SweepAsync(journal, TimeSpan.FromDays(10)));
        Assert.IsType<JournalRead.NotFound>(await journal.Sessions.FindAsync(completed.Id));
        // Entries 1–9 are of day 0; those of the sweeps are younger.
        Assert.Equal((0, 0, 9L), await SweepAsync(journal, TimeSpan.FromDays(10)));
        Assert.Equal((0, 0, 0L), await SweepAsync(journal, TimeSpan.Zero));
        Assert.IsType<JournalRead.Found>(await journal.Sessions.FindAsync(running.Id));

        await using var db = await journal.OpenAsync();
        Assert.Equal([running.Id.Value], await db.Orders.Select(order => order.SessionId).ToListAsync());
        var whole = Assert.IsType<ChainStatus.Intact>(Assert.IsType<JournalResult<ChainStatus>.Success>(await journal.Get<IJournalQueries>().VerifyAsync()).Value);
        Assert.Equal((10, 12), (whole.From, whole.Through));
        var status = Assert.IsType<JournalResult<RetentionStatus>.Success>(await journal.Get<IJournalQueries>().RetentionAsync()).Value;
        Assert.Equal((10, 20, 30, 0, 0, 1, 3L), (status.UnfinishedDays, status.FinishedDays, status.AuditDays, status.Unfinished, status.Finished, status.Running, status.Entries));
        Assert.Equal(TestSessions.Now.AddDays(10).AddHours(1), status.OldestEntry);
        Assert.Equal(new Sweep(TestSessions.Now.AddDays(30).AddHours(1), 0, 0, 0, null), status.LastSweep);
    }

    [Fact]
    public async Task Sweep_MoreThanOneBatch_RemovesAll()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        await Task.WhenAll(Enumerable.Range(0, 1201).Select(_ => journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Failed())));

        Assert.Equal((1201, 0, 0L), await SweepAsync(journal, TimeSpan.FromDays(31)));
        Assert.Equal((0, 0, 2403L), await SweepAsync(journal, TimeSpan.FromDays(1825)));
    }

    private static async Task<(int, int, long)> SweepAsync(TestJournal journal, TimeSpan later)
    {
        journal.Time.Advance(later);
        var sweep = await journal.Get<RetentionSweep>().RunAsync();
        Assert.Null(sweep.Failure);
        return (sweep.Unfinished, sweep.Finished, sweep.Entries);
    }
}
