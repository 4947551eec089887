using System.Globalization;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Tests.Hosting;
using AuthDemo.Journal.Verification;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Tests;

/// <summary>A change to the log by somebody with write access to the database is detected.</summary>
public sealed class ChainTests(PostgresServer postgres)
{
    private const string Unlock = """DROP TRIGGER "Events_are_final" """;

    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Verify_UnchangedLog_IsIntact(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        await using var journal = await TestJournal.StartAsync(database.Settings);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Completed)));

        await using var db = await journal.OpenAsync();
        var last = await db.Events.OrderByDescending(entry => entry.Seq).FirstAsync();
        Assert.Equal(new ChainStatus.Intact(1, 151, Convert.ToHexStringLower(last.Hash)), await StatusAsync(journal));
    }

    [Theory]
    [InlineData("""UPDATE "Events" SET "Actor" = 'operator:eve' WHERE "Seq" = 4""", 4, ChainFault.WrongHash)]
    [InlineData("""UPDATE "Events" SET "Facts" = '{}' WHERE "Seq" = 3""", 3, ChainFault.WrongHash)]
    [InlineData("""UPDATE "Events" SET "At" = "At" + 1 WHERE "Seq" = 2""", 2, ChainFault.WrongHash)]
    [InlineData("""UPDATE "Events" SET "SessionId" = NULL WHERE "Seq" = 5""", 5, ChainFault.WrongHash)]
    [InlineData("""UPDATE "Events" SET "Sealed" = NULL WHERE "Seq" = 2""", 2, ChainFault.WrongHash)]
    [InlineData("""UPDATE "Events" SET "Type" = 'signed_in' WHERE "Seq" = 6""", 6, ChainFault.WrongHash)]
    [InlineData("""UPDATE "Events" SET "Type" = 'made_up' WHERE "Seq" = 6""", 6, ChainFault.UnknownType)]
    [InlineData("""DELETE FROM "Events" WHERE "Seq" = 5""", 5, ChainFault.Missing)]
    [InlineData("""DELETE FROM "Events" WHERE "Seq" = 1""", 1, ChainFault.Missing)]
    [InlineData("""DELETE FROM "Events" WHERE "Seq" = 7""", 7, ChainFault.Missing)]
    [InlineData("""UPDATE "Events" SET "Hash" = zeroblob(32) WHERE "Seq" = 3""", 3, ChainFault.WrongHash)]
    [InlineData("""UPDATE "Head" SET "Seq" = 6, "Hash" = (SELECT "Hash" FROM "Events" WHERE "Seq" = 6); DELETE FROM "Events" WHERE "Seq" = 7""", 6, ChainFault.WrongEnd)]
    [InlineData("""UPDATE "Head" SET "TrimmedThrough" = 1, "TrimmedHash" = (SELECT "Hash" FROM "Events" WHERE "Seq" = 1); DELETE FROM "Events" WHERE "Seq" = 1""", 7, ChainFault.WrongEnd)]
    [InlineData("""INSERT INTO "Events" SELECT 8, "At", "Type", "SessionId", "Actor", "Facts", "Sealed", "Hash" FROM "Events" WHERE "Seq" = 7""", 8, ChainFault.AddedBehind)]
    public async Task Verify_ChangedLog_NamesTheFirstBrokenEntry(string change, long seq, ChainFault fault)
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Failed()); // entries 2, 3, 4
        await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Completed); // entries 5, 6, 7
        await using (var db = await journal.OpenAsync())
        {
            await db.Database.ExecuteSqlRawAsync(Unlock);
            await db.Database.ExecuteSqlRawAsync(change.Replace("{}", "{{}}", StringComparison.Ordinal));
        }

        var broken = Assert.IsType<ChainStatus.Broken>(await StatusAsync(journal));

        Assert.Equal(new ChainStatus.Broken(seq, fault), broken);
    }

    [Fact]
    public async Task Verify_LogRecomputedWithoutTheKey_IsBroken()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);
        await using (var db = await journal.OpenAsync())
        {
            // An attacker with the code and the database rewrites entry 2 and everything after it.
            await db.Database.ExecuteSqlRawAsync(Unlock);
            var entries = await db.Events.AsNoTracking().OrderBy(entry => entry.Seq).ToListAsync();
            var hash = entries[0].Hash;
            foreach (var entry in entries.Skip(1))
            {
                var at = entry.At.AddHours(-1);
                hash = HashChain.Hash(hash, entry.Seq, at, entry.Type, entry.SessionId, entry.Actor, entry.Facts, entry.Sealed);
                await db.Database.ExecuteSqlAsync(
                    $"""UPDATE "Events" SET "At" = {at.ToUnixTimeMilliseconds()}, "Hash" = {hash} WHERE "Seq" = {entry.Seq}""");
            }
            await db.Database.ExecuteSqlAsync($"""UPDATE "Head" SET "Hash" = {hash}""");
        }

        var broken = Assert.IsType<ChainStatus.Broken>(await StatusAsync(journal));

        Assert.Equal(new ChainStatus.Broken(3, ChainFault.WrongEnd), broken);
    }

    [Fact]
    public async Task Verify_WhileTheServiceWrites_IsIntact()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        var writing = Task.WhenAll(Enumerable.Range(0, 100).Select(_ => journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan, TestSessions.Completed)));

        while (!writing.IsCompleted)
            Assert.IsType<ChainStatus.Intact>(await StatusAsync(journal));

        await writing;
        Assert.Equal(301, Assert.IsType<ChainStatus.Intact>(await StatusAsync(journal)).Through);
    }

    [Fact]
    public void Hash_SameTextSplitDifferentlyBetweenFields_Differs()
    {
        var at = DateTimeOffset.Parse("2026-05-04T12:00:00Z", CultureInfo.InvariantCulture);
        var one = HashChain.Hash(HashChain.Origin, 1, at, "ab", "c", "d", "{}", null);
        var other = HashChain.Hash(HashChain.Origin, 1, at, "a", "bc", "d", "{}", null);
        var empty = HashChain.Hash(HashChain.Origin, 1, at, "ab", "c", "d", "{}", []);

        Assert.NotEqual(one, other);
        Assert.NotEqual(one, empty);
        // The format must never change: another hash for the same entry would break every existing log.
        Assert.Equal("295e78de03289213f2b23df420cf76f2c882b236b62bb0c0da3e679f65dfcbb5", Convert.ToHexStringLower(one));
    }

    private static async Task<ChainStatus> StatusAsync(TestJournal journal) =>
        Assert.IsType<JournalResult<ChainStatus>.Success>(await journal.Get<IJournalQueries>().VerifyAsync()).Value;
}
