using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Operators;
using AuthDemo.Sessions.Subscriptions;
using Orleans.Concurrency;

namespace AuthDemo.Sessions.Running;

/// <summary>
/// One auth session, named by its id. Whoever does not give the owner's hash gets the answer for a session that does not exist.
/// </summary>
internal interface IAuthSessionGrain : IGrainWithStringKey
{
    /// <summary>Has the intent checked; null when it is fit. Nothing is written or sent.</summary>
    /// <param name="intent">As the page or the operator gave it.</param>
    /// <param name="ownerHash">Whose the session will be.</param>
    /// <param name="act">The operator who starts it; null when the owner does.</param>
    Task<StartReply?> PrepareAsync(AuthIntent intent, string ownerHash, ActedBy? act = null);

    /// <summary>Starts what was prepared.</summary>
    Task<StartReply> RunAsync();

    /// <summary>
    /// Does nothing but bring the grain to life, which takes the session up from the journal; false when the journal cannot be read.
    /// </summary>
    Task<bool> WakeAsync();

    /// <summary>Adds or renews a follower and shows that the owner is there; the present snapshot, or null.</summary>
    Task<AuthSnapshot?> FollowAsync(string ownerHash, ISessionObserver follower);

    /// <summary>As <see cref="FollowAsync"/> for an operator: no proof is asked, and it does not stand for the owner.</summary>
    Task<AuthSnapshot?> WatchAsync(ISessionObserver follower);

    /// <summary>Removes a follower.</summary>
    /// <param name="follower">Which.</param>
    /// <param name="wasOwner">It stood for the owner until now.</param>
    Task UnfollowAsync(ISessionObserver follower, bool wasOwner);

    /// <summary>Cancels; true also when the session has ended already.</summary>
    Task<bool> CancelAsync(string ownerHash, CancelledBy by);

    /// <summary>Cancels for an operator; true also when the session has ended already.</summary>
    Task<bool> CancelByOperatorAsync(ActedBy act);

    /// <summary>A browser arrived at the session's return address; see <see cref="IAuthSessions.ReturnAsync"/>.</summary>
    /// <param name="ownerHash">Null when the browser has no key.</param>
    /// <param name="nonceHash">Null when the address holds no nonce.</param>
    Task<bool> ReturnAsync(string? ownerHash, string? nonceHash);

    /// <summary>What was asked for.</summary>
    Task<AuthIntent?> IntentAsync(string ownerHash);

    /// <summary>The proof of the completed session.</summary>
    Task<EvidenceBundle?> EvidenceAsync(string ownerHash);

    /// <summary>Moves to another device; false when the session has ended or has no device.</summary>
    Task<bool> SwitchDeviceAsync(string ownerHash, Device device, ClientPlatform client);

    /// <summary>What the browser may still do with the session.</summary>
    Task<SessionUsability> UsabilityAsync(string ownerHash);

    /// <summary>Signs in by the completed session, once.</summary>
    Task<SignedIn?> SignInAsync(string ownerHash);

    /// <summary>The answer to a request that this grain sent.</summary>
    [OneWay]
    Task ReceiveAsync(int effect, TransportReply reply);
}

/// <summary>What a browser may still do with a session.</summary>
[GenerateSerializer]
internal enum SessionUsability
{
    /// <summary>Nothing: unknown, somebody else's, ended without success, or used.</summary>
    Over,

    /// <summary>Follow it: it has not ended.</summary>
    UnderWay,

    /// <summary>Sign in by it: it completed.</summary>
    CanSignIn,
}
