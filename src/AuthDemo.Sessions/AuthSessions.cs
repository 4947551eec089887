using AuthDemo.Sessions.Browsers;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Processing;
using AuthDemo.Sessions.Subscriptions;

namespace AuthDemo.Sessions;

/// <summary>Hashes the keys, so that the grains never get a secret, and calls the grains.</summary>
internal sealed class AuthSessions(IGrainFactory grains, SessionHub hub) : IAuthSessions
{
    private static readonly InvalidField s_notForBrowsers =
        new("flow", "flow must be one of auth | sign | payment for a browser; a phone flow was given")
        {
            Rule = "choice", Limit = "auth | sign | payment", Given = "a phone flow",
        };

    public Task<StartReply> StartAsync(AuthIntent intent, OwnerKey owner, CancellationToken cancellation = default) =>
        intent.Flow.IsStartedByOperator()
            ? Task.FromResult<StartReply>(new StartReply.Invalid([s_notForBrowsers]))
            : Browser(owner).StartAsync(intent).WaitAsync(cancellation);

    public Task<SessionId?> CurrentAsync(OwnerKey owner, CancellationToken cancellation = default) =>
        Browser(owner).CurrentAsync().WaitAsync(cancellation);

    public async Task<IAsyncDisposable?> FollowAsync(
        SessionId id, OwnerKey owner, Func<AuthSnapshot, Task> onSnapshot, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return IsId(id) ? await hub.FollowAsync(id, owner.Hash(), onSnapshot) : null;
    }

    public async Task<bool> CancelAsync(SessionId id, OwnerKey owner, CancellationToken cancellation = default) =>
        IsId(id) && await Session(id).CancelAsync(owner.Hash(), CancelledBy.User).WaitAsync(cancellation);

    public async Task<bool> SwitchDeviceAsync(
        SessionId id, OwnerKey owner, Device device, ClientPlatform client, CancellationToken cancellation = default) =>
        IsId(id) && await Session(id).SwitchDeviceAsync(owner.Hash(), device, client).WaitAsync(cancellation);

    public async Task<Ticket?> IssueTicketAsync(SessionId id, OwnerKey owner, CancellationToken cancellation = default) =>
        IsId(id) ? await Browser(owner).IssueTicketAsync(id).WaitAsync(cancellation) : null;

    public Task<SignedIn?> RedeemAsync(Ticket ticket, OwnerKey owner, CancellationToken cancellation = default) =>
        Browser(owner).RedeemAsync(ticket.Hash()).WaitAsync(cancellation);

    public async Task<bool> ReturnAsync(SessionId id, OwnerKey? owner, string? nonce, CancellationToken cancellation = default) =>
        IsId(id) && await Session(id)
            .ReturnAsync(owner?.Hash(), RandomToken.IsValid(nonce) ? RandomToken.Hash(nonce) : null).WaitAsync(cancellation);

    public async Task<AuthIntent?> IntentAsync(SessionId id, OwnerKey owner, CancellationToken cancellation = default) =>
        IsId(id) ? await Session(id).IntentAsync(owner.Hash()).WaitAsync(cancellation) : null;

    public async Task<EvidenceBundle?> EvidenceAsync(SessionId id, OwnerKey owner, CancellationToken cancellation = default) =>
        IsId(id) ? await Session(id).EvidenceAsync(owner.Hash()).WaitAsync(cancellation) : null;

    // A grain must have a key, and a default id has none.
    internal static bool IsId(SessionId id) => SessionId.TryParse(id.Value, out _);

    private IBrowserGrain Browser(OwnerKey owner) => grains.GetGrain<IBrowserGrain>(owner.Hash());

    private IAuthSessionGrain Session(SessionId id) => grains.GetGrain<IAuthSessionGrain>(id.Value);
}
