namespace AuthDemo.Sessions.Journaling;

/// <summary>
/// A response of BankID with everything that is needed to process it after a crash. Holds personal data (<see cref="Body"/>) and secrets
/// (<see cref="ProtocolState"/>): encrypt it at rest; prints masked.
/// </summary>
public sealed record StoredResponse
{
    /// <summary>The session's version when the request was sent. When the journal has a higher one, the response was processed or is obsolete.</summary>
    public required long Version { get; init; }

    /// <summary>The protocol module's state that awaits the response, opaque.</summary>
    public required ReadOnlyMemory<byte> ProtocolState { get; init; }

    /// <summary>The module's number for the request.</summary>
    public required int Effect { get; init; }

    /// <summary>The request's purpose: <c>start</c> or <c>collect</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>The request's path below the environment's base address.</summary>
    public required string Path { get; init; }

    /// <summary>When the response arrived, by the session's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>Lower-case names; only those the seam lets through.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The bytes received.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The host of the request.</summary>
    public string? Host { get; init; }

    /// <summary>From the beginning of the request to the end of its response.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>Masked.</summary>
    public override string ToString() => $"StoredResponse {{ Version = {Version}, Purpose = {Purpose}, Status = {Status}, Bytes = {Body.Length} }}";
}
