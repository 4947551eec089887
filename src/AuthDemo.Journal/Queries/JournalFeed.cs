using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using AuthDemo.Journal.Writing;

namespace AuthDemo.Journal.Queries;

/// <summary>What one commit changed, for live pages. Told after the commit, never before.</summary>
/// <param name="Sessions">The sessions as they stand now.</param>
/// <param name="Entries">What the log gained.</param>
/// <param name="Missed">The follower was too slow and some news are lost: ask again for what is shown.</param>
public sealed record JournalNews(IReadOnlyList<SessionSummary> Sessions, IReadOnlyList<AuditEntry> Entries, bool Missed)
{
    internal static readonly JournalNews None = new([], [], false);

    internal static JournalNews Of(Group group) =>
        new([.. group.ChangedSessions().Select(SessionSummary.Of)], [.. group.Entries.Select(entry => AuditEntry.Of(entry))], false);
}

/// <summary>
/// Tells followers of this process what was committed. Each follower has a bounded queue of its own: a slow one loses news and is
/// told so, and the writer waits for nobody. Other nodes of a cluster have feeds of their own.
/// </summary>
public sealed class JournalFeed
{
    private const int Capacity = 256;

    private readonly ConcurrentDictionary<Follower, byte> _followers = [];

    /// <summary>News from the call to the first <c>MoveNextAsync</c> on, until the enumeration is disposed or cancelled.</summary>
    public async IAsyncEnumerable<JournalNews> FollowAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var follower = new Follower();
        _followers.TryAdd(follower, 0);
        try
        {
            while (await follower.WaitAsync(cancellation))
            {
                while (follower.TryTake(out var news))
                    yield return news;
            }
        }
        finally
        {
            _followers.TryRemove(follower, out _);
        }
    }

    /// <summary>How many follow.</summary>
    public int Followers => _followers.Count;

    internal void Publish(JournalNews news)
    {
        if (ReferenceEquals(news, JournalNews.None))
            return;
        foreach (var (follower, _) in _followers)
            follower.Tell(news);
    }

    private sealed class Follower
    {
        private readonly Channel<JournalNews> _news;
        private int _missed;

        public Follower() => _news = Channel.CreateBounded<JournalNews>(
            new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest },
            _ => Interlocked.Exchange(ref _missed, 1));

        public void Tell(JournalNews news) => _news.Writer.TryWrite(news);

        public ValueTask<bool> WaitAsync(CancellationToken cancellation) => _news.Reader.WaitToReadAsync(cancellation);

        public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JournalNews? news)
        {
            if (!_news.Reader.TryRead(out news))
                return false;
            if (Interlocked.Exchange(ref _missed, 0) == 1)
                news = news with { Missed = true };
            return true;
        }
    }
}
