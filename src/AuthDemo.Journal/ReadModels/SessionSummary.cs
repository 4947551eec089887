using AuthDemo.Journal.Sessions;
using AuthDemo.Journal.Storage;
using AuthDemo.Sessions;

namespace AuthDemo.Journal.ReadModels;

/// <summary>A session as a row of the console's session list; no personal data.</summary>
public sealed record SessionSummary
{
    /// <summary>The session's id.</summary>
    public required SessionId Id { get; init; }

    /// <summary>The version; of two summaries of a session the one with the higher version is newer.</summary>
    public required long Version { get; init; }

    /// <summary><c>auth</c> …</summary>
    public required string Flow { get; init; }

    /// <summary><c>same</c>, <c>other</c>; null for the phone flows.</summary>
    public string? Device { get; init; }

    /// <summary><c>ios</c> …</summary>
    public string? Os { get; init; }

    /// <summary><c>safari</c> …</summary>
    public string? Browser { get; init; }

    /// <summary>The kind of state: <c>awaiting_scan</c>, <c>completed</c> …</summary>
    public required string State { get; init; }

    /// <summary>Id of the user message shown: <c>RFA1</c> …</summary>
    public string? Message { get; init; }

    /// <summary>Why it ended: a failure's reason, who cancelled, a policy, what was unavailable.</summary>
    public string? Reason { get; init; }

    /// <summary>BankID's raw hint code, or status, error code and scrubbed details, at most 250 characters, without control characters.</summary>
    public string? Raw { get; init; }

    /// <summary>How many orders BankID created.</summary>
    public required int Orders { get; init; }

    /// <summary>The operator who started it for a caller.</summary>
    public string? Operator { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The duration; null while it runs.</summary>
    public TimeSpan? Duration => EndedAt - StartedAt;

    /// <summary>It has not ended.</summary>
    public bool IsRunning => EndedAt is null;

    /// <summary>It was completed, and the person's data was not erased.</summary>
    public required bool HasPerson { get; init; }

    internal static SessionSummary Of(SessionRow row) => new()
    {
        Id = StoredSessionId.Parse(row.Id),
        Version = row.Version,
        Flow = row.Flow,
        Device = row.Device,
        Os = row.Os,
        Browser = row.Browser,
        State = row.State,
        Message = row.Message,
        Reason = row.Reason,
        Raw = row.Raw,
        Orders = row.Orders,
        Operator = row.Operator,
        StartedAt = row.StartedAt,
        UpdatedAt = row.UpdatedAt,
        EndedAt = row.EndedAt,
        HasPerson = row is { State: "completed", PersonHash: not null },
    };
}
