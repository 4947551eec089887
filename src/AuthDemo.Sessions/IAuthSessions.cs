using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Intents;

namespace AuthDemo.Sessions;

/// <summary>
/// Auth sessions, for pages and endpoints. Every method but <see cref="StartAsync"/> requires the owner's key. The reply does not distinguish an
/// unknown session from another owner's.
/// </summary>
public interface IAuthSessions
{
    /// <summary>
    /// Starts a session for a browser; to be called only after a click. The browser's running session is cancelled first
    /// (<see cref="CancelledBy.Superseded"/>), unless it was started within the debounce time with the same intent: then that one
    /// is returned.
    /// </summary>
    Task<StartReply> StartAsync(AuthIntent intent, OwnerKey owner, CancellationToken cancellation = default);

    /// <summary>The browser's running session, if any.</summary>
    Task<SessionId?> CurrentAsync(OwnerKey owner, CancellationToken cancellation = default);

    /// <summary>
    /// Follows a session: the callback gets the present snapshot first, then each change, in order, one at a time, never after
    /// disposal. Null when the session is unknown or not the owner's.
    /// </summary>
    Task<IAsyncDisposable?> FollowAsync(
        SessionId id, OwnerKey owner, Func<AuthSnapshot, Task> onSnapshot, CancellationToken cancellation = default);

    /// <summary>Cancels the session and its order; false when it is unknown or not the owner's. A final session does not change.</summary>
    Task<bool> CancelAsync(SessionId id, OwnerKey owner, CancellationToken cancellation = default);

    /// <summary>Moves the session to the other device: the running order is cancelled and a new one started.</summary>
    Task<bool> SwitchDeviceAsync(
        SessionId id, OwnerKey owner, Device device, ClientPlatform client, CancellationToken cancellation = default);

    /// <summary>A one-time ticket (30 s) for a completed session, to be redeemed over HTTP; null when it is not completed or not the owner's.</summary>
    Task<Ticket?> IssueTicketAsync(SessionId id, OwnerKey owner, CancellationToken cancellation = default);

    /// <summary>Redeems a ticket once, for the owner it was issued to; null otherwise.</summary>
    Task<SignedIn?> RedeemAsync(Ticket ticket, OwnerKey owner, CancellationToken cancellation = default);

    /// <summary>
    /// Handles a browser at the return URL (<see cref="AuthIntent.ReturnUrl"/>). True: the browser is the owner's and may be redirected to
    /// the session's page. False: the session is unknown or another browser's; the page says so and shows nothing of it. A wrong nonce,
    /// or the right one in another browser, is treated by <c>Sessions:Policies:Session</c>: under <see cref="PolicyMode.Block"/> the
    /// session ends as <see cref="AuthState.Rejected"/> (<c>session</c>), and a completed one signs nobody in.
    /// </summary>
    /// <param name="id">From the URL.</param>
    /// <param name="owner">The browser's key; null when it has none.</param>
    /// <param name="nonce">From the URL, not validated.</param>
    /// <param name="cancellation">Gives the wait up.</param>
    Task<bool> ReturnAsync(SessionId id, OwnerKey? owner, string? nonce, CancellationToken cancellation = default);

    /// <summary>The session's intent, so that a page can show the text or the payment again; null when unknown or not the owner's.</summary>
    Task<AuthIntent?> IntentAsync(SessionId id, OwnerKey owner, CancellationToken cancellation = default);

    /// <summary>The evidence of a completed session, to download; null when it is not completed or not the owner's.</summary>
    Task<EvidenceBundle?> EvidenceAsync(SessionId id, OwnerKey owner, CancellationToken cancellation = default);
}

/// <summary>How a start ended.</summary>
[GenerateSerializer, Immutable]
public abstract record StartReply
{
    private StartReply() { }

    /// <summary>The session runs and can be followed.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Started([property: Id(0)] SessionId Id) : StartReply;

    /// <summary>The intent breaks a rule; nothing was started.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Invalid([property: Id(0)] IReadOnlyList<InvalidField> Fields) : StartReply;

    /// <summary>Something that a start needs is unavailable: <c>python</c>, <c>journal</c>. Nothing was started.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Unavailable([property: Id(0)] string What) : StartReply;
}

/// <summary>One broken rule of an intent, worded for the developer; never holds personal data.</summary>
/// <param name="Field">Path of the member as the seam has it: <c>user_visible_data</c>, <c>requirement.certificate_policies[1]</c>.</param>
/// <param name="Message">A sentence with the field, its limit and what was given.</param>
[GenerateSerializer, Immutable]
public sealed record InvalidField([property: Id(0)] string Field, [property: Id(1)] string Message)
{
    /// <summary><c>required</c>, <c>not_allowed</c>, <c>type</c>, <c>encoding</c>, <c>length</c>, <c>choice</c>, <c>syntax</c>, <c>requires</c>, <c>digits</c>, <c>date</c>, <c>check_digit</c>.</summary>
    [Id(2)] public string Rule { get; init; } = "";

    /// <summary>What is allowed: <c>1-40000 characters of base64</c>.</summary>
    [Id(3)] public string Limit { get; init; } = "";

    /// <summary>The length or type of the given value, never the value.</summary>
    [Id(4)] public string Given { get; init; } = "";

    /// <summary>The member of the intent, for a form that shows the error beside its control.</summary>
    public IntentMember Member => Field switch
    {
        "flow" => IntentMember.Flow,
        "phone.personal_number" or "personal_number" => IntentMember.PhonePersonalNumber,
        "phone.call_initiator" => IntentMember.PhoneCallInitiator,
        "user_visible_data" => IntentMember.UserVisibleData,
        _ => IntentMember.Other,
    };
}

/// <summary>The members of an intent that a person can enter.</summary>
public enum IntentMember
{
    /// <summary>A member that no form shows.</summary>
    Other,

    /// <summary><see cref="AuthIntent.Flow"/>.</summary>
    Flow,

    /// <summary><see cref="Intents.PhoneCall.PersonalNumber"/>.</summary>
    PhonePersonalNumber,

    /// <summary><see cref="Intents.PhoneCall.Initiator"/>.</summary>
    PhoneCallInitiator,

    /// <summary><see cref="AuthIntent.UserVisibleData"/>.</summary>
    UserVisibleData,
}

/// <summary>The content of a redeemed ticket.</summary>
/// <param name="Identity">Who signed in.</param>
/// <param name="Session">The completed session.</param>
/// <param name="At">When BankID completed.</param>
[GenerateSerializer, Immutable]
public sealed record SignedIn(
    [property: Id(0)] Identity Identity, [property: Id(1)] SessionId Session, [property: Id(2)] DateTimeOffset At);
