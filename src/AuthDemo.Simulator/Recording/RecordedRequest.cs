namespace AuthDemo.Simulator.Recording;

/// <summary>A request to the RP API and its response, for developers to read. Bodies hold tokens and personal numbers of fictional
/// persons; they are kept in memory only and never logged.</summary>
internal sealed record RecordedRequest
{
    /// <summary>Counts from 1.</summary>
    public int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>Number of the order that the request created, collected or cancelled; null when there is none.</summary>
    public int? Order { get; init; }

    /// <summary>Name of the fault that was injected, or null.</summary>
    public string? Fault { get; init; }

    public required string RequestBody { get; init; }

    /// <summary>HTTP status; null when no complete response was sent.</summary>
    public int? Status { get; init; }

    public string? ResponseBody { get; init; }

    public override string ToString() => $"{Method} {Path} {Status}";
}
