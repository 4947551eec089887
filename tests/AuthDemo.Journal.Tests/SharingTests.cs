using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Tests.Hosting;
using AuthDemo.Journal.Verification;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Tests;

/// <summary>Two services, one database: nodes of a cluster on PostgreSQL, a command beside the service on SQLite.</summary>
public sealed class SharingTests(PostgresServer postgres)
{
    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Append_FromTwoServicesAtOnce_GivesOneIntactChain(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        database.Settings["Journal:LockTimeoutSeconds"] = "30";
        // Both find an empty database: one of them creates the tables and the secret.
        var services = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => TestJournal.StartAsync(database.Settings))));

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => services[i % 2].Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Completed)));

        var status = await services[0].Get<IJournalQueries>().VerifyAsync();
        Assert.Equal(181, Assert.IsType<ChainStatus.Intact>(Assert.IsType<JournalResult<ChainStatus>.Success>(status).Value).Through);
        foreach (var service in services)
            await service.DisposeAsync();
    }

    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Append_SameVersionFromTwoServices_IsWrittenByOne(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        database.Settings["Journal:LockTimeoutSeconds"] = "30";
        await using var one = await TestJournal.StartAsync(database.Settings);
        await using var other = await TestJournal.StartAsync(database.Settings);
        var session = await one.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);
        var (completed, cancelled) = (session.Then(TestSessions.Completed), session.Then(new AuthState.Cancelled(CancelledBy.OwnerGone)));

        var replies = await Task.WhenAll(
            one.Sessions.AppendAsync(completed, completed.EventsSince(session)), other.Sessions.AppendAsync(cancelled, cancelled.EventsSince(session)));

        Assert.Single(replies.OfType<JournalWrite.Written>());
        Assert.Single(replies.OfType<JournalWrite.Outdated>());
        await using var db = await one.OpenAsync();
        Assert.Equal(1, await db.Events.CountAsync(entry => entry.Type == "session_ended"));
    }
}
