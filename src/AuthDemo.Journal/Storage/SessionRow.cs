using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Sessions;

namespace AuthDemo.Journal.Storage;

/// <summary>
/// A session as it stands now: what the log says, folded, so that lists and recovery need not read the log. A row of
/// <c>Sessions</c>. Clear columns hold no personal data; sealed ones are encrypted with <see cref="DataKey"/>.
/// </summary>
internal sealed class SessionRow
{
    /// <summary>The session's id, 22 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The version last written; only a higher one takes its place.</summary>
    public required long Version { get; set; }

    /// <summary>What the session is for: <c>auth</c> …</summary>
    public required string Flow { get; set; }

    /// <summary><c>same</c>, <c>other</c>, or null for the phone flows.</summary>
    public string? Device { get; set; }

    /// <summary>The browser's platform in the seam's words.</summary>
    public string? Os { get; set; }

    /// <summary>The browser in the seam's words.</summary>
    public string? Browser { get; set; }

    /// <summary>The state's kind in the seam's words: <c>awaiting_scan</c> …</summary>
    public required string State { get; set; }

    /// <summary>The user message shown, <c>RFA1</c> …</summary>
    public string? Message { get; set; }

    /// <summary>Why it ended, for the states that have a reason.</summary>
    public string? Reason { get; set; }

    /// <summary>What BankID said, raw: hint code, or status and error code.</summary>
    public string? Raw { get; set; }

    /// <summary>How many orders BankID has created for it.</summary>
    public int Orders { get; set; }

    /// <summary>The number of the order under way, if one is.</summary>
    public int? OpenOrder { get; set; }

    /// <summary>The operator who began it for a caller, or null.</summary>
    public string? Operator { get; set; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last moved.</summary>
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>From beginning to end, in milliseconds; null while it runs.</summary>
    public long? DurationMs { get; set; }

    /// <summary>Lower-case words that the text filter looks in; nothing personal.</summary>
    public required string Words { get; set; }

    /// <summary>Hash of the owner's key (<c>OwnerKey.Hash</c>); null once erased.</summary>
    public string? OwnerHash { get; set; }

    /// <summary>Keyed hash of the personal number, base64url; null when unknown or erased.</summary>
    public string? PersonHash { get; set; }

    /// <summary>The session's data key, protected by Data Protection; null once erased, and with it everything sealed.</summary>
    public byte[]? DataKey { get; set; }

    /// <summary>Sealed: who it was.</summary>
    public byte[]? Person { get; set; }

    /// <summary>Sealed: the whole session as Sessions gave it, while it runs with the secrets it needs to go on; null once erased.</summary>
    public byte[]? Record { get; set; }
}
