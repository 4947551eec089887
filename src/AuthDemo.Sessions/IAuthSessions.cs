namespace AuthDemo.Sessions;

/// <summary>
/// The door to auth sessions for pages and endpoints. Everything but <see cref="StartAsync"/> asks for the owner's key, and an
/// unknown session and somebody else's session are answered alike.
/// </summary>
public interface IAuthSessions
{
    /// <summary>
    /// Starts a session for a browser, after a click and only then. A session the browser still has under way is cancelled first
    /// (<see cref="CancelledBy.Superseded"/>), unless it was started within the debounce time with the same intent: then that one
    /// is returned.
    /// </summary>
    Task<StartReply> StartAsync(AuthIntent intent, OwnerKey owner, CancellationToken cancellation = default);

    /// <summary>The session this browser has under way, if any.</summary>
    Task<SessionId?> CurrentAsync(OwnerKey owner, CancellationToken cancellation = default);

    /// <summary>
    /// Follows a session: the callback gets the present snapshot first, then each change, in order, one at a time, never after
    /// disposal. Null when the session is unknown or not the owner's.
    /// </summary>
    Task<IAsyncDisposable?> FollowAsync(
        SessionId id, OwnerKey owner, Func<AuthSnapshot, Task> onSnapshot, CancellationToken cancellation = default);

    /// <summary>Cancels the session and its order; false when it is unknown or not the owner's. A final session stays as it is.</summary>
    Task<bool> CancelAsync(SessionId id, OwnerKey owner, CancellationToken cancellation = default);

    /// <summary>Moves the session to the other device: the order under way is cancelled and a new one started.</summary>
    Task<bool> SwitchDeviceAsync(
        SessionId id, OwnerKey owner, Device device, ClientPlatform client, CancellationToken cancellation = default);

    /// <summary>A one-time ticket (30 s) for a completed session, to be redeemed over HTTP; null when it is not completed or not the owner's.</summary>
    Task<Ticket?> IssueTicketAsync(SessionId id, OwnerKey owner, CancellationToken cancellation = default);

    /// <summary>Redeems a ticket once, for the owner it was issued to; null otherwise.</summary>
    Task<SignedIn?> RedeemAsync(Ticket ticket, OwnerKey owner, CancellationToken cancellation = default);
}

/// <summary>How a start ended.</summary>
[GenerateSerializer, Immutable]
public abstract record StartReply
{
    private StartReply() { }

    /// <summary>The session lives; follow it.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Started([property: Id(0)] SessionId Id) : StartReply;

    /// <summary>The intent breaks a rule; nothing was started.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Invalid([property: Id(0)] IReadOnlyList<InvalidField> Fields) : StartReply;

    /// <summary>Something a start needs is down: <c>python</c>, <c>journal</c>. Nothing was started.</summary>
    [GenerateSerializer, Immutable]
    public sealed record Unavailable([property: Id(0)] string What) : StartReply;
}

/// <summary>One broken rule of an intent, worded for the developer; never holds personal data.</summary>
[GenerateSerializer, Immutable]
public sealed record InvalidField([property: Id(0)] string Field, [property: Id(1)] string Message);

/// <summary>What a redeemed ticket says.</summary>
/// <param name="Identity">Who signed in.</param>
/// <param name="Session">By which session.</param>
/// <param name="At">When BankID completed.</param>
[GenerateSerializer, Immutable]
public sealed record SignedIn(
    [property: Id(0)] Identity Identity, [property: Id(1)] SessionId Session, [property: Id(2)] DateTimeOffset At);
