using System.Text.Json;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>
/// A named filter, stored in the operator's browser. To share a filter, operators share its URL.
/// </summary>
/// <param name="Name">1–40 characters.</param>
/// <param name="Query">The query string of <see cref="SessionView.ToQuery"/>.</param>
internal sealed record SavedFilter(string Name, string Query)
{
    public const int MaxNameLength = 40;

    private const int MaxCount = 20;

    /// <summary>Reads the filters that a browser stored; omits invalid ones and normalizes the others.</summary>
    public static IReadOnlyList<SavedFilter> Read(string? json)
    {
        if (string.IsNullOrEmpty(json))
            return [];
        try
        {
            var kept = JsonSerializer.Deserialize<List<SavedFilter?>>(json) ?? [];
            return [.. kept.OfType<SavedFilter>().Where(one => one.Name?.Trim() is { Length: > 0 and <= MaxNameLength } && one.Query is not null)
                .Select(one => new SavedFilter(one.Name.Trim(), SessionView.Parse(one.Query).ToQuery())).DistinctBy(one => one.Name).Take(MaxCount)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    public static string Write(IEnumerable<SavedFilter> filters) => JsonSerializer.Serialize(filters);

    /// <summary>Appends the filter, replaces one with the same name, and removes the oldest if there are too many.</summary>
    public static IReadOnlyList<SavedFilter> Add(IReadOnlyList<SavedFilter> filters, SavedFilter added) =>
        [.. filters.Where(one => one.Name != added.Name).Append(added).TakeLast(MaxCount)];
}
