using Orleans.Concurrency;

namespace AuthDemo.Sessions.Processing;

/// <summary>Receives one session's snapshots on a node.</summary>
internal interface ISessionObserver : IGrainObserver
{
    /// <summary>The session changed. May be lost or overtaken on the way: the receiver compares versions.</summary>
    [OneWay]
    Task SnapshotAsync(AuthSnapshot snapshot);
}
