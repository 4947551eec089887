using System.Text;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Tests.Hosting;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Tests;

/// <summary>The port that Sessions writes through, on both databases.</summary>
public sealed class SessionJournalTests(PostgresServer postgres)
{
    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Append_NewSession_IsFoundWithAllItsData(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        await using var journal = await TestJournal.StartAsync(database.Settings);

        var session = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);

        var found = Assert.IsType<JournalRead.Found>(await journal.Sessions.FindAsync(session.Id)).Session;
        Assert.Equal(session.State, found.State);
        Assert.Equal(session.Intent, found.Intent);
        Assert.Equal(session.ProtocolState.ToArray(), found.ProtocolState.ToArray());
        Assert.Equal([1], found.Awaited);
        Assert.Equal((2, session.OwnerHash, session.At), (found.Version, found.OwnerHash, found.At));
    }

    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Find_AfterARestart_ReadsWithTheStoredKeys(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        SessionRecord running, completed;
        await using (var journal = await TestJournal.StartAsync(database.Settings))
        {
            running = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);
            completed = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Completed);
        }

        await using var again = await TestJournal.StartAsync(database.Settings);

        Assert.Equal(TestSessions.Person, Assert.IsType<AuthState.Completed>(Found(await again.Sessions.FindAsync(completed.Id)).State).Identity);
        Assert.Equal(completed.Id, Found(await again.Sessions.FindLatestAsync(completed.OwnerHash)).Id);
        Assert.Equal([running.Id], Assert.IsType<JournalRunning.Found>(await again.Sessions.RunningAsync()).Sessions);
        var next = running.Then(new AuthState.EnteringCode());
        Assert.IsType<JournalWrite.Written>(await again.Sessions.AppendAsync(next, [new SessionEvent.Resumed(next.At), .. next.EventsSince(running)]));
    }

    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Append_WithTheProofOfAnotherSession_IsRefusedAndWritesNothing(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var used = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Completed);
        var running = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);
        var replay = running.Then(TestSessions.Completed) with { Evidence = used.Evidence };

        Assert.IsType<JournalWrite.ProofUsed>(await journal.Sessions.AppendAsync(replay, replay.EventsSince(running)));

        Assert.Equal(running.State, Found(await journal.Sessions.FindAsync(running.Id)).State);
        var rejected = replay with { State = new AuthState.Rejected("signature") };
        Assert.IsType<JournalWrite.Written>(await journal.Sessions.AppendAsync(rejected, rejected.EventsSince(running)));
        var signedIn = used with { Version = used.Version + 1, SignedInAt = used.At };
        Assert.IsType<JournalWrite.Written>(await journal.Sessions.AppendAsync(signedIn, [new SessionEvent.SignedIn(used.At)]));
    }

    [Fact]
    public async Task Append_OlderVersion_IsOutdatedAndChangesNothing()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var first = TestSessions.Session();
        var second = await journal.Sessions.AppendStatesAsync(first, TestSessions.Scan);

        var reply = await journal.Sessions.AppendAsync(first with { State = new AuthState.Searching() }, first.Started());
        var same = await journal.Sessions.AppendAsync(second with { State = new AuthState.Searching() }, second.EventsSince(first));

        Assert.IsType<JournalWrite.Outdated>(reply);
        Assert.IsType<JournalWrite.Outdated>(same);
        Assert.Equal(second.State, Found(await journal.Sessions.FindAsync(first.Id)).State);
        await using var db = await journal.OpenAsync();
        Assert.Equal(2, await db.Events.CountAsync(entry => entry.SessionId == first.Id.Value));
    }

    [Fact]
    public async Task Append_SameWriteAgain_IsWrittenOnce()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var session = TestSessions.Session();

        await journal.Sessions.AppendAsync(session, session.Started());
        var again = await journal.Sessions.AppendAsync(session with { Awaited = [1, 2] }, session.Started());

        Assert.IsType<JournalWrite.Written>(again);
        await using var db = await journal.OpenAsync();
        Assert.Equal(1, await db.Events.CountAsync(entry => entry.SessionId == session.Id.Value));
    }

    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Append_RenewedSession_KeepsEachOrder(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var scanning = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);
        var renewing = scanning.Then(new AuthState.Renewing(1));
        await journal.Sessions.AppendAsync(renewing, [.. renewing.EventsSince(scanning), new SessionEvent.OrderRenewed(renewing.At, 1)]);
        var second = renewing.Then(TestSessions.Scan);
        await journal.Sessions.AppendAsync(second, second.EventsSince(renewing));
        var done = second.Then(TestSessions.Completed);
        await journal.Sessions.AppendAsync(done, done.EventsSince(second));

        await using var db = await journal.OpenAsync();
        var orders = await db.Orders.OrderBy(order => order.Number).ToListAsync();
        Assert.Equal([(1, "renewed"), (2, "completed")], orders.Select(order => (order.Number, order.Ending)));
        Assert.Equal([TestSessions.Now.AddSeconds(1), TestSessions.Now.AddSeconds(3)], orders.Select(order => order.StartedAt));
        Assert.Equal([renewing.At, done.At], orders.Select(order => order.EndedAt));
        var row = await db.Sessions.SingleAsync();
        Assert.Equal((2, "completed", 4000L, null), (row.Orders, row.State, row.DurationMs, row.OpenOrder));
    }

    [Fact]
    public async Task Append_FinalState_DropsSecretsAndEncryptsPersonalData()
    {
        using var database = TestDatabase.NewSqlite();
        SessionRecord session;
        await using (var journal = await TestJournal.StartAsync(database.Settings))
        {
            session = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);
            AssertAbsent(database.Folder!, TestSessions.Secret, TestSessions.Ip, session.OwnerHash[..0] + "bankid.qr");
            var done = session.Then(TestSessions.Completed);
            await journal.Sessions.AppendAsync(done, done.EventsSince(session));

            var found = Found(await journal.Sessions.FindAsync(session.Id));
            Assert.True(found.ProtocolState.IsEmpty);
            Assert.Empty(found.Awaited);
            AssertAbsent(database.Folder!, TestSessions.Secret, TestSessions.Ip, TestSessions.PersonalNumber, "stling", "Karin", "<Signature/>", "Mozilla");
        }
    }

    private static SessionRecord Found(JournalRead read) => Assert.IsType<JournalRead.Found>(read).Session;

    private static void AssertAbsent(string folder, params string[] texts)
    {
        foreach (var file in Directory.GetFiles(folder))
        {
            var content = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            foreach (var text in texts)
                Assert.DoesNotContain(text, content, StringComparison.Ordinal);
        }
    }
}
