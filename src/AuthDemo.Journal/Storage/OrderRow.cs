namespace AuthDemo.Journal.Storage;

/// <summary>A BankID order of a session, a row of <c>Orders</c>. The order's reference is a secret and is not stored.</summary>
internal sealed class OrderRow
{
    /// <summary>The session it belongs to.</summary>
    public required string SessionId { get; init; }

    /// <summary>1 for the first, 2 for the first renewal …</summary>
    public required int Number { get; init; }

    /// <summary>When BankID created it.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it is active.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>How it ended: <c>renewed</c>, <c>device_switched</c> or the final state's kind.</summary>
    public string? Ending { get; set; }
}
