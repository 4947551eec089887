namespace AuthDemo.Simulator.Lint;

/// <summary>A mistake of a client, with how often it was made.</summary>
internal sealed record LintFinding
{
    public required string Rule { get; init; }

    public required string Severity { get; init; }

    public required string Operation { get; init; }

    /// <summary>Which member or verb; never a value.</summary>
    public string? Detail { get; init; }

    public required string Advice { get; init; }

    public required int Count { get; init; }

    public required DateTimeOffset First { get; init; }

    public required DateTimeOffset Last { get; init; }
}
