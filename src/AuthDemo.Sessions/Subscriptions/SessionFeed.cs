using AuthDemo.Sessions.Processing;

namespace AuthDemo.Sessions.Subscriptions;

/// <summary>
/// One session on this node: one subscription at the grain, for any number of pages here. Drops a snapshot that is older than one that
/// arrived before.
/// </summary>
internal sealed class SessionFeed(SessionId id) : ISessionObserver
{
    private readonly Lock _lock = new();
    private readonly List<Follower> _followers = [];
    private AuthSnapshot? _latest;

    public SessionId Id => id;

    /// <summary>The reference under which the grain knows this feed.</summary>
    public required ISessionObserver Reference { get; set; }

    /// <summary>The owner's hash, for the renewals; null until the first follower was accepted.</summary>
    public string? OwnerHash { get; private set; }

    /// <summary>No further snapshot follows.</summary>
    public bool IsFinal
    {
        get
        {
            lock (_lock)
                return _latest?.State.IsFinal ?? false;
        }
    }

    public Task SnapshotAsync(AuthSnapshot snapshot)
    {
        Publish(snapshot);
        return Task.CompletedTask;
    }

    public void Publish(AuthSnapshot snapshot)
    {
        lock (_lock)
        {
            if (snapshot.Version <= _latest?.Version)
                return;
            _latest = snapshot;
            // Offer only enqueues, so no callback runs under the lock.
            foreach (var follower in _followers)
                follower.Offer(snapshot);
        }
    }

    /// <summary>Adds a follower, which gets the newest snapshot first.</summary>
    public void Add(Follower follower, AuthSnapshot present, string ownerHash)
    {
        lock (_lock)
        {
            Publish(present);
            OwnerHash = ownerHash;
            follower.Offer(_latest!);
            _followers.Add(follower);
        }
    }

    public void Remove(Follower follower)
    {
        lock (_lock)
            _followers.Remove(follower);
    }
}
