using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Sessions;

namespace AuthDemo.Journal.Queries;

/// <summary>Which sessions the console's grid shows; an empty list or null lets everything through. Words are the seam's.</summary>
public sealed record SessionFilter
{
    /// <summary>Only running ones (true), only ended ones (false).</summary>
    public bool? IsRunning { get; init; }

    /// <summary>Kinds of state: <c>failed</c> …</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary><c>auth</c> …</summary>
    public IReadOnlyList<string> Flows { get; init; } = [];

    /// <summary><c>same</c>, <c>other</c>.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary><c>start_failed</c>, <c>user</c> …</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Started then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Started before then.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Occurs in the session's id, words, message or raw code, whatever the case; at most 100 characters count.</summary>
    public string? Text { get; init; }

    /// <summary>Only this person's sessions, found by keyed hash.</summary>
    public PersonalNumber? Person { get; init; }
}

/// <summary>By what the grid is sorted.</summary>
public enum SessionSort
{
    /// <summary>When it began.</summary>
    Started,

    /// <summary>When it last moved.</summary>
    Updated,

    /// <summary>The kind of state.</summary>
    State,

    /// <summary>What the session is for.</summary>
    Flow,

    /// <summary>On which device.</summary>
    Device,

    /// <summary>Why it ended.</summary>
    Reason,

    /// <summary>How long it took; running ones first when ascending.</summary>
    Duration,
}
