using System.Globalization;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Sessions;
using Microsoft.AspNetCore.WebUtilities;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>
/// What the grid shows, as it stands in the address: <c>/console/sessions?state=failed&amp;flow=auth,sign&amp;since=24h&amp;sort=-started</c>,
/// or <c>?from=2026-11-28T02:00&amp;to=2026-11-28T02:30</c> by the server's clock (<see cref="ServerLocalTime"/>). A saved filter is such an address. Words that are not on the lists are left out; a personal number never gets in, because what
/// looks like one is searched for by its keyed hash and not kept in the address.
/// </summary>
public sealed record SessionView
{
    public static readonly IReadOnlyList<string> Spans = ["15m", "1h", "24h", "7d"];

    private const int LongestText = 100;

    public IReadOnlyList<string> States { get; init; } = [];

    public IReadOnlyList<string> Reasons { get; init; } = [];

    public IReadOnlyList<string> Flows { get; init; } = [];

    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>One of <see cref="Spans"/>: started within it. Null where <see cref="From"/> or <see cref="To"/> is set.</summary>
    public string? Since { get; init; }

    /// <summary>Started then or later, by the server's clock.</summary>
    public DateTime? From { get; init; }

    /// <summary>Started before then, by the server's clock; after <see cref="From"/>.</summary>
    public DateTime? To { get; init; }

    /// <summary><c>running</c>, <c>ended</c>; null for both.</summary>
    public string? Phase { get; init; }

    public string? Text { get; init; }

    public SessionSort Sort { get; init; } = SessionSort.Started;

    public bool IsDescending { get; init; } = true;

    /// <summary>A new session comes first in this order, so the grid may grow at its top.</summary>
    public bool IsNewestFirst => Sort == SessionSort.Started && IsDescending;

    public static SessionView Parse(string query)
    {
        var given = QueryHelpers.ParseQuery(query);
        var sort = One("sort") ?? "-started";
        var isOrder = Enum.TryParse<SessionSort>(sort.TrimStart('-'), ignoreCase: true, out var by) && Enum.IsDefined(by);
        if (!isOrder)
            by = SessionSort.Started;
        var (from, to) = (Time("from"), Time("to"));
        if (from >= to)
            (from, to) = (null, null);
        return new()
        {
            States = Many("state", SessionCodes.States),
            Reasons = Many("reason", SessionCodes.Reasons),
            Flows = Many("flow", SessionCodes.Flows),
            Devices = Many("device", SessionCodes.Devices),
            Since = from is null && to is null ? OneOf("since", Spans) : null,
            From = from,
            To = to,
            Phase = OneOf("phase", ["running", "ended"]),
            Text = One("q") is { Length: > 0 } text && !PersonSearch.LooksLikeOne(text) ? text[..Math.Min(text.Length, LongestText)] : null,
            Sort = by,
            IsDescending = !isOrder || sort.StartsWith('-'),
        };

        string? One(string name) => given.TryGetValue(name, out var values) ? values.ToString() : null;

        DateTime? Time(string name) => ServerLocalTime.TryParse(One(name), out var at) ? at : null;

        string? OneOf(string name, IReadOnlyList<string> known) => known.FirstOrDefault(word => word == One(name));

        IReadOnlyList<string> Many(string name, IReadOnlyList<string> known) =>
            [.. (One(name) ?? "").Split(',').Where(known.Contains).Distinct()];
    }

    /// <summary>The query, from <c>?</c> on; empty for the view without any filter.</summary>
    public string ToQuery()
    {
        var parts = new (string Name, string? Value)[]
        {
            ("phase", Phase), ("state", Joined(States)), ("flow", Joined(Flows)), ("device", Joined(Devices)), ("reason", Joined(Reasons)), ("since", Since),
            ("from", Kept(From)), ("to", Kept(To)), ("q", Text),
            ("sort", IsNewestFirst ? null : (IsDescending ? "-" : "") + Sort.ToString().ToLower(CultureInfo.InvariantCulture)),
        };
        var query = string.Join('&', parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length == 0 ? "" : "?" + query;
    }

    /// <summary>What the journal is asked.</summary>
    public SessionFilter ToFilter(DateTimeOffset now, PersonalNumber? person) => new()
    {
        States = States,
        Reasons = Reasons,
        Flows = Flows,
        Devices = Devices,
        IsRunning = Phase is null ? null : Phase == "running",
        From = Since switch { "15m" => now.AddMinutes(-15), "1h" => now.AddHours(-1), "24h" => now.AddDays(-1), "7d" => now.AddDays(-7), _ => From is { } from ? ServerLocalTime.Beginning(from) : null },
        Before = To is { } to ? ServerLocalTime.End(to) : null,
        Text = Text,
        Person = person,
    };

    // Records compare lists by reference; two views are the same when their addresses are.
    public bool Equals(SessionView? other) => other is not null && ToQuery() == other.ToQuery();

    public override int GetHashCode() => ToQuery().GetHashCode(StringComparison.Ordinal);

    private static string? Kept(DateTime? at) => at is { } known ? ServerLocalTime.Kept(known) : null;

    private static string? Joined(IReadOnlyList<string> words) => words.Count == 0 ? null : string.Join(',', words);
}
