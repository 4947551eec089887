namespace AuthDemo.Journal.Storage;

/// <summary>
/// The current state of a session, a row of <c>Sessions</c>: a projection of its audit entries, so that lists and recovery need not read
/// the log. Clear columns hold no personal data; sealed ones are encrypted with <see cref="DataKey"/>.
/// </summary>
internal sealed class SessionRow
{
    /// <summary>The session's id, 22 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The version last written; only a higher version replaces it.</summary>
    public required long Version { get; set; }

    /// <summary>What the session is for: <c>auth</c> …</summary>
    public required string Flow { get; set; }

    /// <summary><c>same</c>, <c>other</c>, or null for the phone flows.</summary>
    public string? Device { get; set; }

    /// <summary>The browser's platform, as the Python module names it.</summary>
    public string? Os { get; set; }

    /// <summary>The browser, as the Python module names it.</summary>
    public string? Browser { get; set; }

    /// <summary>The state's kind: <c>awaiting_scan</c> …</summary>
    public required string State { get; set; }

    /// <summary>The user message shown, <c>RFA1</c> …</summary>
    public string? Message { get; set; }

    /// <summary>Why it ended, for the states that have a reason.</summary>
    public string? Reason { get; set; }

    /// <summary>What BankID said, raw: hint code, or status, error code and scrubbed details.</summary>
    public string? Raw { get; set; }

    /// <summary>How many orders BankID has created for it.</summary>
    public int Orders { get; set; }

    /// <summary>The number of the active order, if there is one.</summary>
    public int? OpenOrder { get; set; }

    /// <summary>The operator who started it for a caller, or null.</summary>
    public string? Operator { get; set; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The duration in milliseconds; null while it runs.</summary>
    public long? DurationMs { get; set; }

    /// <summary>The lower-case words that the text filter searches; nothing personal.</summary>
    public required string Words { get; set; }

    /// <summary>Hash of the owner's key (<c>OwnerKey.Hash</c>); null once erased.</summary>
    public string? OwnerHash { get; set; }

    /// <summary>Keyed hash of the personal number, base64url; null when unknown or erased.</summary>
    public string? PersonHash { get; set; }

    /// <summary>Keyed hash of the signature that completed the session, base64url, unique; null unless it completed.</summary>
    public string? ProofHash { get; set; }

    /// <summary>The session's data key, protected by Data Protection; null once erased, and with it everything sealed.</summary>
    public byte[]? DataKey { get; set; }

    /// <summary>Sealed: the person's identity.</summary>
    public byte[]? Person { get; set; }

    /// <summary>Sealed: the session record, while it runs with the secrets that are needed to resume it; null once erased.</summary>
    public byte[]? Record { get; set; }
}
