using System.Globalization;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Sessions;
using Microsoft.AspNetCore.WebUtilities;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>
/// The filters and the order of the grid, as in the URL: <c>/console/sessions?state=failed&amp;flow=auth,sign&amp;since=24h&amp;sort=-started</c>,
/// or <c>?from=2026-11-28T02:00&amp;to=2026-11-28T02:30</c> in the server's time zone (<see cref="ServerLocalTime"/>). A saved filter is such
/// a URL. Unknown codes are ignored. A personal number is never part of the URL; it is searched for by its keyed hash.
/// </summary>
public sealed record SessionView
{
    public static readonly IReadOnlyList<string> Spans = ["15m", "1h", "24h", "7d"];

    private const int MaxTextLength = 100;

    public IReadOnlyList<string> States { get; init; } = [];

    public IReadOnlyList<string> Reasons { get; init; } = [];

    public IReadOnlyList<string> Flows { get; init; } = [];

    public IReadOnlyList<string> Devices { get; init; } = [];

    /// <summary>One of <see cref="Spans"/>: started within this period. Null if <see cref="From"/> or <see cref="To"/> is set.</summary>
    public string? Since { get; init; }

    /// <summary>Started at this time or later, in the server's time zone.</summary>
    public DateTime? From { get; init; }

    /// <summary>Started before this time, in the server's time zone; after <see cref="From"/>.</summary>
    public DateTime? To { get; init; }

    /// <summary><c>running</c>, <c>ended</c>; null for both.</summary>
    public string? Phase { get; init; }

    public string? Text { get; init; }

    public SessionSort Sort { get; init; } = SessionSort.Started;

    public bool IsDescending { get; init; } = true;

    /// <summary>New sessions appear at the top.</summary>
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
            Text = One("q") is { Length: > 0 } text && !PersonSearch.IsPersonalNumber(text) ? text[..Math.Min(text.Length, MaxTextLength)] : null,
            Sort = by,
            IsDescending = !isOrder || sort.StartsWith('-'),
        };

        string? One(string name) => given.TryGetValue(name, out var values) ? values.ToString() : null;

        DateTime? Time(string name) => ServerLocalTime.TryParse(One(name), out var at) ? at : null;

        string? OneOf(string name, IReadOnlyList<string> known) => known.FirstOrDefault(word => word == One(name));

        IReadOnlyList<string> Many(string name, IReadOnlyList<string> known) =>
            [.. (One(name) ?? "").Split(',').Where(known.Contains).Distinct()];
    }

    /// <summary>The query string with <c>?</c>; empty for the default view.</summary>
    public string ToQuery()
    {
        var parts = new (string Name, string? Value)[]
        {
            ("phase", Phase), ("state", Joined(States)), ("flow", Joined(Flows)), ("device", Joined(Devices)), ("reason", Joined(Reasons)), ("since", Since),
            ("from", ForQuery(From)), ("to", ForQuery(To)), ("q", Text),
            ("sort", IsNewestFirst ? null : (IsDescending ? "-" : "") + Sort.ToString().ToLower(CultureInfo.InvariantCulture)),
        };
        var query = string.Join('&', parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
        return query.Length == 0 ? "" : "?" + query;
    }

    /// <summary>Converts the view for a query of the journal.</summary>
    public SessionFilter ToFilter(DateTimeOffset now, PersonalNumber? person) => new()
    {
        States = States,
        Reasons = Reasons,
        Flows = Flows,
        Devices = Devices,
        IsRunning = Phase is null ? null : Phase == "running",
        From = Since switch { "15m" => now.AddMinutes(-15), "1h" => now.AddHours(-1), "24h" => now.AddDays(-1), "7d" => now.AddDays(-7), _ => From is { } from ? ServerLocalTime.RangeStart(from) : null },
        Before = To is { } to ? ServerLocalTime.RangeEnd(to) : null,
        Text = Text,
        Person = person,
    };

    // Records compare lists by reference; two views are equal if their query strings are.
    public bool Equals(SessionView? other) => other is not null && ToQuery() == other.ToQuery();

    public override int GetHashCode() => ToQuery().GetHashCode(StringComparison.Ordinal);

    private static string? ForQuery(DateTime? at) => at is { } known ? ServerLocalTime.ForQuery(known) : null;

    private static string? Joined(IReadOnlyList<string> words) => words.Count == 0 ? null : string.Join(',', words);
}
