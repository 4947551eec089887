using System.Runtime.CompilerServices;
using AuthDemo.Journal.Feed;
using AuthDemo.Journal.Tests.Hosting;

namespace AuthDemo.Journal.Tests;

/// <summary>Subscribers get committed changes, and the writer does not wait for them.</summary>
public sealed class FeedTests
{
    [Fact]
    public async Task Subscribe_SessionMoves_GetsEachCommit()
    {
        using var database = TestDatabase.NewSqlite();
        await using var journal = await TestJournal.StartAsync(database.Settings);
        await using var news = journal.Get<JournalFeed>().SubscribeAsync().GetAsyncEnumerator();
        var next = news.MoveNextAsync();

        var session = await journal.Sessions.AppendStatesAsync(TestSessions.Session(), TestSessions.Scan);

        Assert.True(await next);
        Assert.Equal(("starting", 1L), (news.Current.Sessions[0].State, news.Current.Sessions[0].Version));
        Assert.True(await news.MoveNextAsync());
        var moved = Assert.Single(news.Current.Sessions);
        Assert.Equal((session.Id, "awaiting_scan", 2L, false), (moved.Id, moved.State, moved.Version, news.Current.Missed));
        Assert.Equal("session_moved", Assert.Single(news.Current.Entries).Type.Name);
    }

    [Fact]
    public async Task Subscribe_SlowSubscriber_IsNotifiedOfDroppedChanges()
    {
        using var database = TestDatabase.NewSqlite();
        database.Settings["Journal:Grouping:MaxGroup"] = "1"; // as many commits as writes
        await using var journal = await TestJournal.StartAsync(database.Settings);
        await using var news = journal.Get<JournalFeed>().SubscribeAsync().GetAsyncEnumerator();
        var next = news.MoveNextAsync();

        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => journal.Sessions.AppendStatesAsync(TestSessions.Session())));

        var missed = new List<bool>();
        for (Assert.True(await next); missed.Count < 256; await news.MoveNextAsync())
            missed.Add(news.Current.Missed);
        Assert.Contains(true, missed);
    }

    [Fact]
    public async Task Subscribe_Cancelled_ReleasesTheSubscription()
    {
        var feed = new JournalFeed();
        using var stop = new CancellationTokenSource();
        var changes = feed.SubscribeAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        var next = changes.MoveNextAsync();

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);

        var published = Publish(feed);
        GC.Collect();
        Assert.False(published.IsAlive, "The feed still queues changes for the cancelled subscription.");
        GC.KeepAlive(feed);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Publish(JournalFeed feed)
    {
        var changes = new JournalChanges([], [], Missed: false);
        feed.Publish(changes);
        return new WeakReference(changes);
    }
}
