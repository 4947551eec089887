using AuthDemo.Journal.Feed;
using AuthDemo.Web.Console.Layout;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Web.Tests.Console;

public sealed class ThrottledJournalFeedTests
{
    private readonly JournalFeed _feed = new();
    private readonly PausedTime _time = new();
    private readonly Lines _log = new();

    [Fact]
    public async Task Follower_Throws_ThatIsLogged_AndTheNextNewsComeAndSayThatSomeAreMissed()
    {
        var told = System.Threading.Channels.Channel.CreateUnbounded<JournalChanges>();
        var isBroken = true;
        using var following = new ThrottledJournalFeed(_feed, _time, _log).Subscribe(news =>
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
        Assert.Equal("A bug.", Assert.Single(_log.Errors).Message);
    }

    [Fact]
    public async Task Follower_HasLeft_ItsLastErrorIsNobodysMatter()
    {
        var isCalled = new TaskCompletionSource();
        var callback = new TaskCompletionSource();
        // On the thread pool, without a synchronization context: the delivery continues inside SetException.
        using var following = await Task.Run(() => new ThrottledJournalFeed(_feed, _time, _log).Subscribe(_ =>
        {
            isCalled.SetResult();
            return callback.Task;
        }));
        _feed.Publish(new([FakeJournal.Session()], [], Missed: false));
        await isCalled.Task.WaitAsync(TestContext.Current.CancellationToken);

        following.Dispose();
        await Task.Run(() => callback.SetException(new ObjectDisposedException("renderer")));

        Assert.Empty(_log.Errors);
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

    private sealed class Lines : ILogger<ThrottledJournalFeed>
    {
        public List<Exception> Errors { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null)
                Errors.Add(exception);
        }
    }
}
