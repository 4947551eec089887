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
    public async Task Follower_Throws_ThatIsLogged_AndTheNextNewsComeAndSayThatSomeAreMissed()
    {
        using var log = new LogCapture();
        var told = System.Threading.Channels.Channel.CreateUnbounded<JournalChanges>();
        var isBroken = true;
        using var following = new ThrottledJournalFeed(_feed, _time, log.CreateLogger<ThrottledJournalFeed>()).Subscribe(news =>
        {
            if (isBroken)
                throw new InvalidOperationException("A bug.");
            told.Writer.TryWrite(news);
            return Task.CompletedTask;
        });

        _feed.Publish(new([FakeJournal.Session()], [], Missed: false));
        await _time.Paused.WaitAsync(TestContext.Current.CancellationToken);
        isBroken = false;
        var session = FakeJournal.Session();
        _feed.Publish(new([session], [], Missed: false));
        _time.Advance(ThrottledJournalFeed.Interval);

        var news = await told.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal((session.Id, true), (Assert.Single(news.Sessions).Id, news.Missed));
        Assert.Equal("A bug.", Assert.Single(log.Entries).Exception!.Message);
    }

    [Fact]
    public async Task Follower_HasLeft_ItsLastErrorIsNobodysMatter()
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

    /// <summary>Tells when somebody began to wait.</summary>
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
