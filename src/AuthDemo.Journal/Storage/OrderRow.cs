namespace AuthDemo.Journal.Storage;

/// <summary>One BankID order of a session, a row of <c>Orders</c>. The order's reference is a secret and not kept.</summary>
internal sealed class OrderRow
{
    /// <summary>The session it belongs to.</summary>
    public required string SessionId { get; init; }

    /// <summary>1 for the first, 2 for the first renewal …</summary>
    public required int Number { get; init; }

    /// <summary>When BankID had created it.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was done with; null while it is under way.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What came after it: <c>renewed</c>, or the final state's kind.</summary>
    public string? Ending { get; set; }
}
