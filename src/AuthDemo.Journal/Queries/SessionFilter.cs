using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Sessions;

namespace AuthDemo.Journal.Queries;

/// <summary>The filter of the console's session list; an empty list or null matches everything.</summary>
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

    /// <summary>Started at that time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Started before that time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Text in the session's id, state, message or raw code, ignoring case; only the first 100 characters are used.</summary>
    public string? Text { get; init; }

    /// <summary>Only this person's sessions, found by keyed hash.</summary>
    public PersonalNumber? Person { get; init; }
}

/// <summary>The sort orders of the session list.</summary>
public enum SessionSort
{
    /// <summary>Start time.</summary>
    Started,

    /// <summary>Time of the last change.</summary>
    Updated,

    /// <summary>Kind of state.</summary>
    State,

    /// <summary>Flow.</summary>
    Flow,

    /// <summary>Device.</summary>
    Device,

    /// <summary>Reason of the end.</summary>
    Reason,

    /// <summary>Duration; running sessions first when ascending.</summary>
    Duration,
}
