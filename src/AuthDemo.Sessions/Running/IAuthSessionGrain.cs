using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Following;
using Orleans.Concurrency;

namespace AuthDemo.Sessions.Running;

/// <summary>
/// One auth session, named by its id. Whoever does not give the owner's hash gets the answer for a session that does not exist.
/// </summary>
internal interface IAuthSessionGrain : IGrainWithStringKey
{
    /// <summary>Has the intent checked; null when it is fit. Nothing is written or sent.</summary>
    Task<StartReply?> PrepareAsync(AuthIntent intent, string ownerHash);

    /// <summary>Starts what was prepared.</summary>
    Task<StartReply> RunAsync();

    /// <summary>Adds or renews a follower and shows that the owner is there; the present snapshot, or null.</summary>
    Task<AuthSnapshot?> FollowAsync(string ownerHash, ISessionObserver follower);

    /// <summary>Removes a follower.</summary>
    Task UnfollowAsync(ISessionObserver follower);

    /// <summary>Cancels; true also when the session has ended already.</summary>
    Task<bool> CancelAsync(string ownerHash, CancelledBy by);

    /// <summary>Moves to another device; false when the session has ended or has no device.</summary>
    Task<bool> SwitchDeviceAsync(string ownerHash, Device device, ClientPlatform client);

    /// <summary>What the browser may still do with the session.</summary>
    Task<Standing> StandingAsync(string ownerHash);

    /// <summary>Signs in by the completed session, once.</summary>
    Task<SignedIn?> SignInAsync(string ownerHash);

    /// <summary>The answer to a request that this grain sent.</summary>
    [OneWay]
    Task ReceiveAsync(int effect, TransportReply reply);
}

/// <summary>What a browser may still do with a session.</summary>
[GenerateSerializer]
internal enum Standing
{
    /// <summary>Nothing: unknown, somebody else's, ended without success, or used.</summary>
    Over,

    /// <summary>Follow it: it has not ended.</summary>
    UnderWay,

    /// <summary>Sign in by it: it completed.</summary>
    CanSignIn,
}
