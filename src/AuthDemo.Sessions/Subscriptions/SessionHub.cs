using AuthDemo.Sessions.Running;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthDemo.Sessions.Subscriptions;

/// <summary>
/// This node's feeds, one for each session followed here. As long as a feed has a follower it renews its subscription, three times
/// within <c>Sessions:OwnerGoneAfter</c>: that keeps the session alive, wakes it up on another node when its own is lost, and
/// brings what was missed.
/// </summary>
internal sealed partial class SessionHub(
    IGrainFactory grains, IOptions<SessionsOptions> options, TimeProvider time, ILogger<SessionHub> logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(SessionId Session, bool IsOperator), Place> _places = [];

    /// <summary>Follows a session; null when it is unknown or not the owner's.</summary>
    /// <param name="id">The session.</param>
    /// <param name="ownerHash">Null for an operator, who has feeds apart: looking on must not look like the owner being there.</param>
    /// <param name="onSnapshot">The callback.</param>
    public async Task<IAsyncDisposable?> FollowAsync(SessionId id, string? ownerHash, Func<AuthSnapshot, Task> onSnapshot)
    {
        var place = Enter((id, ownerHash is null));
        Follower? follower = null;
        try
        {
            if (await SubscribeAsync(place.Feed, ownerHash) is not { } present)
                return null;
            follower = new Follower(onSnapshot, leaving => LeaveAsync(place, leaving), logger);
            place.Feed.Admit(follower, present, ownerHash);
            return follower;
        }
        finally
        {
            if (follower is null)
                await LeaveAsync(place, null);
        }
    }

    private Task<AuthSnapshot?> SubscribeAsync(SessionFeed feed, string? ownerHash) =>
        ownerHash is null ? Grain(feed.Id).WatchAsync(feed.Self) : Grain(feed.Id).FollowAsync(ownerHash, feed.Self);

    private Place Enter((SessionId Session, bool IsOperator) name)
    {
        lock (_lock)
        {
            if (!_places.TryGetValue(name, out var place))
            {
                var feed = new SessionFeed(name.Session) { Self = null! };
                feed.Self = grains.CreateObjectReference<ISessionObserver>(feed);
                var period = options.Value.OwnerGoneAfter / 3;
                place = _places[name] = new Place(name, feed, time.CreateTimer(_ => _ = RenewAsync(feed), null, period, period));
            }

            place.Users++;
            return place;
        }
    }

    private async Task LeaveAsync(Place place, Follower? follower)
    {
        if (follower is not null)
            place.Feed.Dismiss(follower);
        lock (_lock)
        {
            if (--place.Users > 0)
                return;
            _places.Remove(place.Name);
        }

        await place.Timer.DisposeAsync();
        try
        {
            if (place.Feed.IsAdmitted)
                await Grain(place.Feed.Id).UnfollowAsync(place.Feed.Self, !place.Name.IsOperator);
        }
        // Best effort: the grain forgets an ear that is not renewed.
        catch (Exception failure)
        {
            LogUnheard(logger, place.Feed.Id, failure.GetType().Name);
        }

        grains.DeleteObjectReference<ISessionObserver>(place.Feed.Self);
    }

    private async Task RenewAsync(SessionFeed feed)
    {
        if (!feed.IsAdmitted || feed.IsFinal)
            return;
        try
        {
            if (await SubscribeAsync(feed, feed.OwnerHash) is { } present)
                feed.Publish(present);
        }
        // The session's node may have been lost a moment ago; the next renewal finds it elsewhere.
        catch (Exception failure)
        {
            LogUnheard(logger, feed.Id, failure.GetType().Name);
        }
    }

    private IAuthSessionGrain Grain(SessionId id) => grains.GetGrain<IAuthSessionGrain>(id.Value);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {Session}: not reached: {Failure}")]
    private static partial void LogUnheard(ILogger logger, SessionId session, string failure);

    private sealed class Place((SessionId Session, bool IsOperator) name, SessionFeed feed, ITimer timer)
    {
        public (SessionId Session, bool IsOperator) Name => name;

        public SessionFeed Feed => feed;

        public ITimer Timer => timer;

        public int Users { get; set; }
    }
}
