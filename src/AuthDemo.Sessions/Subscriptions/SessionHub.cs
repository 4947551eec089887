using AuthDemo.Sessions.Processing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.Subscriptions;

/// <summary>
/// The feeds of this node, one for each session that is followed here. While a feed has a follower it renews its subscription, three times
/// within <c>Sessions:OwnerGoneAfter</c>. A renewal keeps the session alive, activates it on another node when its own is lost, and
/// delivers a snapshot that was missed.
/// </summary>
internal sealed partial class SessionHub(
    IGrainFactory grains, IOptions<SessionsOptions> options, TimeProvider time, ILogger<SessionHub> logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SessionId, Subscription> _subscriptions = [];

    /// <summary>Follows a session; null when it is unknown or not the owner's.</summary>
    public async Task<IAsyncDisposable?> FollowAsync(SessionId id, string ownerHash, Func<AuthSnapshot, Task> onSnapshot)
    {
        var subscription = Acquire(id);
        Follower? follower = null;
        try
        {
            if (await Grain(id).FollowAsync(ownerHash, subscription.Feed.Reference) is not { } present)
                return null;
            follower = new Follower(onSnapshot, leaving => ReleaseAsync(subscription, leaving), logger);
            subscription.Feed.Add(follower, present, ownerHash);
            return follower;
        }
        finally
        {
            if (follower is null)
                await ReleaseAsync(subscription, null);
        }
    }

    private Subscription Acquire(SessionId id)
    {
        lock (_lock)
        {
            if (!_subscriptions.TryGetValue(id, out var subscription))
            {
                var feed = new SessionFeed(id) { Reference = null! };
                feed.Reference = grains.CreateObjectReference<ISessionObserver>(feed);
                var period = options.Value.OwnerGoneAfter / 3;
                subscription = _subscriptions[id] = new Subscription(feed, time.CreateTimer(_ => _ = RenewAsync(feed), null, period, period));
            }

            subscription.Users++;
            return subscription;
        }
    }

    private async Task ReleaseAsync(Subscription subscription, Follower? follower)
    {
        var feed = subscription.Feed;
        if (follower is not null)
            feed.Remove(follower);
        lock (_lock)
        {
            if (--subscription.Users > 0)
                return;
            _subscriptions.Remove(feed.Id);
        }

        await subscription.Timer.DisposeAsync();
        try
        {
            if (feed.OwnerHash is not null)
                await Grain(feed.Id).UnfollowAsync(feed.Reference);
        }
        // Best effort: the grain drops a subscription that is not renewed.
        catch (Exception failure)
        {
            LogUnreachable(logger, feed.Id, failure.GetType().Name);
        }

        grains.DeleteObjectReference<ISessionObserver>(feed.Reference);
    }

    private async Task RenewAsync(SessionFeed feed)
    {
        if (feed.OwnerHash is not { } ownerHash || feed.IsFinal)
            return;
        try
        {
            if (await Grain(feed.Id).FollowAsync(ownerHash, feed.Reference) is { } present)
                feed.Publish(present);
        }
        // The session's node may have just been lost; the next renewal finds it on another.
        catch (Exception failure)
        {
            LogUnreachable(logger, feed.Id, failure.GetType().Name);
        }
    }

    private IAuthSessionGrain Grain(SessionId id) => grains.GetGrain<IAuthSessionGrain>(id.Value);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session}: the grain could not be reached: {Failure}")]
    private static partial void LogUnreachable(ILogger logger, SessionId session, string failure);

    private sealed class Subscription(SessionFeed feed, ITimer timer)
    {
        public SessionFeed Feed => feed;

        public ITimer Timer => timer;

        /// <summary>Followers, and callers that are about to become one.</summary>
        public int Users { get; set; }
    }
}
