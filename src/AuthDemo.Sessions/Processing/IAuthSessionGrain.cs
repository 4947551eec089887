using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Completion;
using Orleans.Concurrency;

namespace AuthDemo.Sessions.Processing;

/// <summary>
/// One auth session, named by its id. A caller without the owner's hash gets the reply for a session that does not exist.
/// </summary>
internal interface IAuthSessionGrain : IGrainWithStringKey
{
    /// <summary>Validates the intent; null when it is valid. Nothing is written or sent.</summary>
    /// <param name="intent">As the page or the operator gave it.</param>
    /// <param name="ownerHash">Whose the session will be.</param>
    /// <param name="operatorName">The operator who starts it; null when the owner does.</param>
    Task<StartReply?> PrepareAsync(AuthIntent intent, string ownerHash, string? operatorName = null);

    /// <summary>Starts the session that was prepared.</summary>
    Task<StartReply> StartAsync();

    /// <summary>Activates the grain, which resumes the session from the journal; false when the journal cannot be read.</summary>
    Task<bool> ActivateAsync();

    /// <summary>Adds or renews a follower, and shows that the owner is present; the latest snapshot, or null.</summary>
    Task<AuthSnapshot?> FollowAsync(string ownerHash, ISessionObserver follower);

    /// <summary>Removes a follower.</summary>
    Task UnfollowAsync(ISessionObserver follower);

    /// <summary>Cancels; true also when the session has ended already.</summary>
    Task<bool> CancelAsync(string ownerHash, CancelledBy by);

    /// <summary>Cancels for an operator; true also when the session has ended already.</summary>
    Task<bool> CancelByOperatorAsync(string operatorName);

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

    /// <summary>Receives the reply to a request that this grain sent.</summary>
    [OneWay]
    Task ReceiveAsync(int requestId, TransportReply reply);
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
