using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace AuthDemo.Journal.Feed;

/// <summary>
/// Publishes committed changes to subscribers in this process. Each subscriber has a bounded queue: a slow one loses changes and is
/// told so (<see cref="JournalChanges.Missed"/>); the writer never waits. Other nodes of a cluster have feeds of their own.
/// </summary>
public sealed class JournalFeed
{
    private const int Capacity = 256;

    private readonly ConcurrentDictionary<Subscriber, byte> _subscribers = [];

    /// <summary>The changes committed after the first <c>MoveNextAsync</c>, until the enumeration is disposed or cancelled.</summary>
    public async IAsyncEnumerable<JournalChanges> SubscribeAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var subscriber = new Subscriber();
        _subscribers.TryAdd(subscriber, 0);
        try
        {
            while (await subscriber.WaitAsync(cancellation))
            {
                while (subscriber.TryRead(out var changes))
                    yield return changes;
            }
        }
        finally
        {
            _subscribers.TryRemove(subscriber, out _);
        }
    }

    internal void Publish(JournalChanges changes)
    {
        foreach (var (subscriber, _) in _subscribers)
            subscriber.Write(changes);
    }

    private sealed class Subscriber
    {
        private readonly Channel<JournalChanges> _queue;
        private int _hasMissed;

        public Subscriber() => _queue = Channel.CreateBounded<JournalChanges>(
            new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest },
            _ => Interlocked.Exchange(ref _hasMissed, 1));

        public void Write(JournalChanges changes) => _queue.Writer.TryWrite(changes);

        public ValueTask<bool> WaitAsync(CancellationToken cancellation) => _queue.Reader.WaitToReadAsync(cancellation);

        public bool TryRead([NotNullWhen(true)] out JournalChanges? changes)
        {
            if (!_queue.Reader.TryRead(out changes))
                return false;
            if (Interlocked.Exchange(ref _hasMissed, 0) == 1)
                changes = changes with { Missed = true };
            return true;
        }
    }
}
