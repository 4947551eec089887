using System.Threading.Channels;
using AuthDemo.Journal.Feed;
using AuthDemo.Journal.ReadModels;

namespace AuthDemo.Web.Console.Layout;

/// <summary>
/// Collects the journal's changes for one circuit and delivers them at most twice a second: a busy service commits hundreds of times a
/// second, and rendering that often would help nobody.
/// </summary>
internal sealed partial class ThrottledJournalFeed(JournalFeed feed, TimeProvider time, ILogger<ThrottledJournalFeed> logger)
{
    /// <summary>The minimum interval between two deliveries.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Subscribes until the result is disposed of. The callback is awaited, so it runs once at a time; it must dispatch to its renderer
    /// itself. If it throws, the exception is logged and the next changes are marked as incomplete.
    /// </summary>
    public IDisposable Subscribe(Func<JournalChanges, Task> onChanges)
    {
        var stop = new CancellationTokenSource();
        _ = PumpAsync(onChanges, stop.Token);
        return new Subscription(stop);
    }

    private async Task PumpAsync(Func<JournalChanges, Task> onChanges, CancellationToken cancellation)
    {
        var buffer = new Buffer();
        var signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var delivery = DeliverAsync(buffer, signal.Reader, onChanges, cancellation);
        try
        {
            await foreach (var changes in feed.SubscribeAsync(cancellation))
            {
                buffer.Add(changes);
                signal.Writer.TryWrite(true);
            }
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // Unsubscribed.
        }

        await delivery;
    }

    private async Task DeliverAsync(
        Buffer buffer, ChannelReader<bool> signal, Func<JournalChanges, Task> onChanges, CancellationToken cancellation)
    {
        try
        {
            while (await signal.ReadAsync(cancellation))
            {
                if (buffer.Take() is { } changes)
                    await NotifyAsync(buffer, changes, onChanges, cancellation);
                await Task.Delay(Interval, time, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // Unsubscribed.
        }
    }

    private async Task NotifyAsync(Buffer buffer, JournalChanges changes, Func<JournalChanges, Task> onChanges, CancellationToken cancellation)
    {
        try
        {
            await onChanges(changes);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogFailed(exception);
            buffer.MarkMissed();
        }
        catch (Exception)
        {
            // Unsubscribed; the renderer is disposed of.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A console page failed to handle changes of the journal; it will get the next ones")]
    private partial void LogFailed(Exception exception);

    private sealed class Buffer
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, SessionSummary> _sessions = new(StringComparer.Ordinal);
        private readonly List<AuditEntry> _entries = [];
        private bool _missed;

        public void Add(JournalChanges changes)
        {
            lock (_lock)
            {
                foreach (var session in changes.Sessions)
                    _sessions[session.Id.Value] = session;
                _entries.AddRange(changes.Entries);
                _missed |= changes.Missed;
            }
        }

        /// <summary>The changes taken last were lost; marks the next ones as incomplete.</summary>
        public void MarkMissed()
        {
            lock (_lock)
                _missed = true;
        }

        public JournalChanges? Take()
        {
            lock (_lock)
            {
                if (_sessions.Count == 0 && _entries.Count == 0 && !_missed)
                    return null;
                var changes = new JournalChanges([.. _sessions.Values], [.. _entries], _missed);
                _sessions.Clear();
                _entries.Clear();
                _missed = false;
                return changes;
            }
        }
    }

    private sealed class Subscription(CancellationTokenSource stop) : IDisposable
    {
        public void Dispose()
        {
            stop.Cancel();
            stop.Dispose();
        }
    }
}
