namespace AuthDemo.Sessions.Journaling;

/// <summary>
/// One session as the journal stores it: enough to show it, to resume it on another node, and to prove its result. Holds
/// personal data (<see cref="Intent"/>, <see cref="State"/>, <see cref="Evidence"/>) and secrets (<see cref="ProtocolState"/>):
/// to be encrypted at rest; prints masked.
/// </summary>
public sealed record SessionRecord
{
    /// <summary>The session's id.</summary>
    public required SessionId Id { get; init; }

    /// <summary>The owner: <see cref="OwnerKey.Hash"/>.</summary>
    public required string OwnerHash { get; init; }

    /// <summary>The intent; a switch of device changes its device and platform.</summary>
    public required AuthIntent Intent { get; init; }

    /// <summary>The version of the last snapshot; increasing.</summary>
    public required long Version { get; init; }

    /// <summary>The state.</summary>
    public required AuthState State { get; init; }

    /// <summary>The protocol module's state, opaque; empty once the session is final.</summary>
    public required ReadOnlyMemory<byte> ProtocolState { get; init; }

    /// <summary>Ids of the requests whose responses <see cref="ProtocolState"/> awaits.</summary>
    public required IReadOnlyList<int> Awaited { get; init; }

    /// <summary>The number of orders so far.</summary>
    public int Orders { get; init; }

    /// <summary>When it started, by the session's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was written, by the session's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What came with a completed order.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>The signature that completed the session: no other session may complete with it. Null unless it completed.</summary>
    public string? Proof => State is AuthState.Completed ? Evidence?.Signature : null;

    /// <summary>When the ticket of a completed session was redeemed; a session signs in once.</summary>
    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>SHA-256 of the nonce in the return URL, lower-case hex; null when it has none.</summary>
    public string? ReturnNonceHash { get; init; }

    /// <summary><c>wrong_nonce</c> or <c>another_browser</c> when a wrong browser or nonce came to the return URL; else null.</summary>
    public string? ReturnMismatch { get; init; }

    /// <summary>Masked.</summary>
    public override string ToString() => $"SessionRecord {{ Id = {Id}, Version = {Version}, State = {State.GetType().Name} }}";
}
