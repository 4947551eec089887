using AuthDemo.Journal.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace AuthDemo.Journal.Tests;

/// <summary>One set of migrations, two databases.</summary>
public sealed class MigrationTests(PostgresServer postgres)
{
    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Migrate_EmptyDatabase_MatchesTheModel(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        await using var journal = await TestJournal.StartAsync(database.Settings);

        await using var db = await journal.OpenAsync();
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.Equal(1, (await db.Head.SingleAsync()).Seq);
    }

    [Theory, InlineData(JournalProvider.Sqlite), InlineData(JournalProvider.PostgreSql)]
    public async Task Events_SqlUpdate_IsRejected(JournalProvider provider)
    {
        using var database = await TestDatabase.NewAsync(provider, postgres);
        await using var journal = await TestJournal.StartAsync(database.Settings);

        await using var db = await journal.OpenAsync();
        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => db.Database.ExecuteSqlRawAsync("""UPDATE "Events" SET "Actor" = 'somebody else' """));

        Assert.Contains("Events are append-only", refused.Message, StringComparison.Ordinal);
    }
}
