namespace AuthDemo.Sessions.Subscriptions;

/// <summary>
/// One session on this node: one ear at the grain, however many pages follow here. Orders what comes by version, so that a
/// snapshot that was overtaken is not shown.
/// </summary>
internal sealed class SessionFeed(SessionId id) : ISessionObserver
{
    private readonly Lock _lock = new();
    private readonly List<Follower> _followers = [];
    private AuthSnapshot? _latest;

    public SessionId Id => id;

    /// <summary>The reference under which the grain knows this feed.</summary>
    public required ISessionObserver Self { get; set; }

    /// <summary>A follower was let in, so the subscription is to be renewed.</summary>
    public bool IsAdmitted { get; private set; }

    /// <summary>Proof of ownership by the first follower that was let in; the renewals use it. Null for operators, who look on.</summary>
    public string? OwnerHash { get; private set; }

    /// <summary>Nothing further is to come.</summary>
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
            // Offering only queues, so nothing foreign runs under the lock.
            foreach (var follower in _followers)
                follower.Offer(snapshot);
        }
    }

    /// <summary>Lets a follower in; it gets the newest snapshot first.</summary>
    public void Admit(Follower follower, AuthSnapshot present, string? ownerHash)
    {
        lock (_lock)
        {
            Publish(present);
            (IsAdmitted, OwnerHash) = (true, ownerHash);
            follower.Offer(_latest!);
            _followers.Add(follower);
        }
    }

    public void Dismiss(Follower follower)
    {
        lock (_lock)
            _followers.Remove(follower);
    }
}
