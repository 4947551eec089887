using Orleans.Concurrency;

namespace AuthDemo.Sessions.Subscriptions;

/// <summary>A node's ear for one session.</summary>
internal interface ISessionObserver : IGrainObserver
{
    /// <summary>The session changed. May be lost or overtaken on the way: the receiver goes by the version.</summary>
    [OneWay]
    Task SnapshotAsync(AuthSnapshot snapshot);
}
