using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using AuthDemo.Journal.Storage;

namespace AuthDemo.Journal.Sessions;

/// <summary>Names of ours as the log and the grid have them: <c>AwaitingScan</c> is <c>awaiting_scan</c>, as at the protocol seam.</summary>
internal static class Words
{
    private const int LongestRaw = 250; // a status, an error code and scrubbed details

    public static string Of(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    public static string Of<T>(T value) where T : struct, Enum => Of(value.ToString());

    /// <summary>Text from outside, shortened and without the characters a database or a page may stumble over.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Clean(string? text)
    {
        if (text is null)
            return null;
        var kept = text.Length > LongestRaw ? text[..LongestRaw] : text;
        return string.Concat(kept.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c));
    }

    /// <summary>What the text filter looks in.</summary>
    public static string Searchable(SessionRow row) => string.Join(
        ' ', new[] { row.Id, row.Flow, row.Device, row.Os, row.Browser, row.State, row.Message, row.Reason, row.Raw, row.Operator }
            .Where(word => !string.IsNullOrEmpty(word))).ToLowerInvariant();
}
