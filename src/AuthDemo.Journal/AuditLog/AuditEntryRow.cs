namespace AuthDemo.Journal.AuditLog;

/// <summary>
/// An entry of the append-only audit log, a row of <c>Events</c>. <see cref="Facts"/> never holds personal data; personal data is in
/// <see cref="Sealed"/>, encrypted with the session's data key. Rows are never updated (a trigger prevents it), and only the oldest are
/// deleted (<c>log_trimmed</c>).
/// </summary>
internal sealed class AuditEntryRow
{
    /// <summary>Sequence number: 1, 2, 3 … without gaps.</summary>
    public required long Seq { get; init; }

    /// <summary>When it happened, by the session's clock; whole milliseconds.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Name of a <see cref="JournalEventType"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The session it concerns, if any.</summary>
    public string? SessionId { get; init; }

    /// <summary>The actor (<see cref="ActorNames"/>): <c>user</c>, <c>service</c>, <c>command line</c> or <c>operator:name</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>A JSON object, stored exactly as written.</summary>
    public required string Facts { get; init; }

    /// <summary>AES-GCM ciphertext of a JSON object, or null. Unreadable once the session's data key is gone.</summary>
    public byte[]? Sealed { get; init; }

    /// <summary>SHA-256 over the previous entry's hash and this entry (<see cref="HashChain"/>); 32 bytes.</summary>
    public required byte[] Hash { get; init; }
}
