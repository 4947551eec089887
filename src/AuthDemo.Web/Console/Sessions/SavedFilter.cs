using System.Text.Json;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>
/// A filter under a name of the operator's. Kept in the operator's browser: what it finds stands in the address, which is what is shared.
/// </summary>
/// <param name="Name">1–40 characters.</param>
/// <param name="Query">As <see cref="SessionView.ToQuery"/> gives it.</param>
internal sealed record SavedFilter(string Name, string Query)
{
    public const int LongestName = 40;

    private const int Most = 20;

    /// <summary>Reads what a browser kept: what is broken is left out, and a filter is what its address means today.</summary>
    public static IReadOnlyList<SavedFilter> Read(string? json)
    {
        if (string.IsNullOrEmpty(json))
            return [];
        try
        {
            var kept = JsonSerializer.Deserialize<List<SavedFilter?>>(json) ?? [];
            return [.. kept.OfType<SavedFilter>().Where(one => one.Name?.Trim() is { Length: > 0 and <= LongestName } && one.Query is not null)
                .Select(one => new SavedFilter(one.Name.Trim(), SessionView.Parse(one.Query).ToQuery())).DistinctBy(one => one.Name).Take(Most)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    public static string Write(IEnumerable<SavedFilter> filters) => JsonSerializer.Serialize(filters);

    /// <summary>With this one at the end and without an earlier one of its name; the first gives way where there are too many.</summary>
    public static IReadOnlyList<SavedFilter> Add(IReadOnlyList<SavedFilter> filters, SavedFilter added) =>
        [.. filters.Where(one => one.Name != added.Name).Append(added).TakeLast(Most)];
}
