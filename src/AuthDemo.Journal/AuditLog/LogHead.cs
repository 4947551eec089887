namespace AuthDemo.Journal.AuditLog;

/// <summary>
/// Where the log ends and where it begins: the one row of <c>Head</c>, written in the same transaction as the entries. It is also
/// what two writers of one database take turns on.
/// </summary>
internal sealed class LogHead
{
    /// <summary>The key of the only row.</summary>
    public const int OnlyId = 1;

    /// <summary>Always <see cref="OnlyId"/>.</summary>
    public int Id { get; init; } = OnlyId;

    /// <summary>The last entry; 0 in an empty log.</summary>
    public long Seq { get; set; }

    /// <summary>The last entry's hash.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>The last entry that retention removed; 0 when the log is whole.</summary>
    public long TrimmedThrough { get; set; }

    /// <summary>The hash of that entry: what the first remaining one follows.</summary>
    public required byte[] TrimmedHash { get; set; }

    /// <summary><see cref="Chain.Seal"/> of the above.</summary>
    public required byte[] Seal { get; set; }
}
