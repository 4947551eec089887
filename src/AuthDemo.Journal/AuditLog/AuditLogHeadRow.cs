namespace AuthDemo.Journal.AuditLog;

/// <summary>
/// The end and the beginning of the audit log: the only row of <c>Head</c>, updated in the same transaction as the entries. Writers
/// that share a database serialise on it.
/// </summary>
internal sealed class AuditLogHeadRow
{
    /// <summary>The key of the only row.</summary>
    public const int OnlyId = 1;

    /// <summary>Always <see cref="OnlyId"/>.</summary>
    public int Id { get; init; } = OnlyId;

    /// <summary>The last entry's sequence number; 0 in an empty log.</summary>
    public long Seq { get; set; }

    /// <summary>The last entry's hash.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>The last entry that retention removed; 0 when none was removed.</summary>
    public long TrimmedThrough { get; set; }

    /// <summary>The hash of that entry, which the first remaining entry's hash covers.</summary>
    public required byte[] TrimmedHash { get; set; }

    /// <summary><see cref="HashChain.Seal"/> of this row.</summary>
    public required byte[] Seal { get; set; }

    /// <summary>The head of a new, empty log.</summary>
    public static AuditLogHeadRow Empty() => new() { Hash = HashChain.Origin, TrimmedHash = HashChain.Origin, Seal = [] };

    /// <summary>The next entry, chained to the last one. Advances the head; <see cref="Seal"/> is stale until it is computed again.</summary>
    public AuditEntryRow Append(DateTimeOffset at, JournalEventType type, string? session, string actor, AuditFacts facts, byte[]? @sealed)
    {
        // The database stores whole milliseconds, and the hash must cover exactly what is stored.
        var stored = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
        var seq = Seq + 1;
        var json = facts.ToJson();
        var hash = HashChain.Hash(Hash, seq, stored, type.Name, session, actor, json, @sealed);
        (Seq, Hash) = (seq, hash);
        return new AuditEntryRow
        {
            Seq = seq, At = stored, Type = type.Name, SessionId = session, Actor = actor, Facts = json, Sealed = @sealed, Hash = hash,
        };
    }
}
