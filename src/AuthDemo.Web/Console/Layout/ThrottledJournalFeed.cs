using System.Threading.Channels;
using AuthDemo.Journal.Queries;

namespace AuthDemo.Web.Console.Layout;

/// <summary>
/// The journal's news for one circuit, gathered: a busy service commits hundreds of times a second, and a page that is drawn that
/// often is of no use to anybody. Followers get what came together since the last time, at most twice a second.
/// </summary>
internal sealed partial class ThrottledJournalFeed(JournalFeed feed, TimeProvider time, ILogger<ThrottledJournalFeed> logger)
{
    /// <summary>The pause between two deliveries.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Follows until disposed. The callback gets one piece of news at a time and is awaited; it brings itself to its renderer. One that
    /// throws is logged and gets the next piece all the same, marked as having missed some: a page must not go quiet without a word.
    /// </summary>
    public IDisposable Follow(Func<JournalNews, Task> onNews)
    {
        var stop = new CancellationTokenSource();
        _ = PumpAsync(onNews, stop.Token);
        return new Following(stop);
    }

    private async Task PumpAsync(Func<JournalNews, Task> onNews, CancellationToken cancellation)
    {
        var gathered = new Gathering();
        var signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var delivery = DeliverAsync(gathered, signal.Reader, onNews, cancellation);
        try
        {
            await foreach (var news in feed.FollowAsync(cancellation))
            {
                gathered.Add(news);
                signal.Writer.TryWrite(true);
            }
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // The follower has left.
        }

        await delivery;
    }

    private async Task DeliverAsync(
        Gathering gathered, ChannelReader<bool> signal, Func<JournalNews, Task> onNews, CancellationToken cancellation)
    {
        try
        {
            while (await signal.ReadAsync(cancellation))
            {
                if (gathered.Take() is { } news)
                    await TellAsync(gathered, news, onNews, cancellation);
                await Task.Delay(Pause, time, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // The follower has left.
        }
    }

    private async Task TellAsync(Gathering gathered, JournalNews news, Func<JournalNews, Task> onNews, CancellationToken cancellation)
    {
        try
        {
            await onNews(news);
        }
        catch (Exception broken) when (!cancellation.IsCancellationRequested)
        {
            LogBroken(broken);
            gathered.Miss();
        }
        catch (Exception)
        {
            // The follower has left, and its renderer with it.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A page of the console could not take the journal's news; it gets the next ones")]
    private partial void LogBroken(Exception exception);

    private sealed class Gathering
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, SessionSummary> _sessions = new(StringComparer.Ordinal);
        private readonly List<AuditEntry> _entries = [];
        private bool _missed;

        public void Add(JournalNews news)
        {
            lock (_lock)
            {
                foreach (var session in news.Sessions)
                    _sessions[session.Id.Value] = session;
                _entries.AddRange(news.Entries);
                _missed |= news.Missed;
            }
        }

        /// <summary>What was taken last was lost on its way; whoever gets the next piece is told so.</summary>
        public void Miss()
        {
            lock (_lock)
                _missed = true;
        }

        public JournalNews? Take()
        {
            lock (_lock)
            {
                if (_sessions.Count == 0 && _entries.Count == 0 && !_missed)
                    return null;
                var news = new JournalNews([.. _sessions.Values], [.. _entries], _missed);
                _sessions.Clear();
                _entries.Clear();
                _missed = false;
                return news;
            }
        }
    }

    private sealed class Following(CancellationTokenSource stop) : IDisposable
    {
        public void Dispose()
        {
            stop.Cancel();
            stop.Dispose();
        }
    }
}
