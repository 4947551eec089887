using AuthDemo.Journal.Feed;
using AuthDemo.Web.Console.Layout;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Web.Tests.Console;

public sealed class ThrottledJournalFeedTests
{
    private readonly JournalFeed _feed = new();
    private readonly PausedTime _time = new();

    [Fact]
    public async Task Subscriber_Throws_IsLogged_AndTheNextChangesAreMarkedIncomplete()
    {
        using var log = new LogCapture();
        var delivered = System.Threading.Channels.Channel.CreateUnbounded<JournalChanges>();
        var isBroken = true;
        using var following = new ThrottledJournalFeed(_feed, _time, log.CreateLogger<ThrottledJournalFeed>()).Subscribe(changes =>
        {
            if (isBroken)
                throw new InvalidOperationException("A bug.");
            delivered.Writer.TryWrite(changes);
            return Task.CompletedTask;
        });

        _feed.Publish(new([FakeJournal.Session()], [], Missed: false));
        await _time.Paused.WaitAsync(TestContext.Current.CancellationToken);
        isBroken = false;
        var session = FakeJournal.Session();
        _feed.Publish(new([session], [], Missed: false));
        _time.Advance(ThrottledJournalFeed.Interval);

        var changes = await delivered.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal((session.Id, true), (Assert.Single(changes.Sessions).Id, changes.Missed));
        Assert.Equal("A bug.", Assert.Single(log.Entries).Exception!.Message);
    }

    [Fact]
    public async Task Subscriber_Unsubscribed_ItsLastErrorIsIgnored()
    {
        using var log = new LogCapture();
        var isCalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var callback = new TaskCompletionSource();
        // On the thread pool, without a synchronization context: the delivery continues inside SetException.
        var following = await Task.Run(() => new ThrottledJournalFeed(_feed, _time, log.CreateLogger<ThrottledJournalFeed>()).Subscribe(_ =>
        {
            isCalled.SetResult();
            return callback.Task;
        }));
        _feed.Publish(new([FakeJournal.Session()], [], Missed: false));
        await isCalled.Task.WaitAsync(TestContext.Current.CancellationToken);

        following.Dispose();
        await Task.Run(() => callback.SetException(new ObjectDisposedException("renderer")));

        Assert.Empty(log.Entries);
    }

    /// <summary>Signals when a caller starts to wait.</summary>
    private sealed class PausedTime() : FakeTimeProvider(FakeJournal.Noon)
    {
        private readonly TaskCompletionSource _paused = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Paused => _paused.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _paused.TrySetResult();
            return timer;
        }
    }
}
