using System.Globalization;
using System.Text;

namespace AuthDemo.Web.Localization;

/// <summary>
/// Text from outside with its bidirectional controls written out, such as <c>[U+202E]</c>. They are invisible and reorder what stands after
/// them, so that a person reads something else than what is there.
/// </summary>
internal static class VisibleText
{
    /// <summary>The text as it is to be shown.</summary>
    public static string Of(string text)
    {
        if (!text.Any(IsControl))
            return text;
        var shown = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (IsControl(c))
                shown.Append(CultureInfo.InvariantCulture, $"[U+{(int)c:X4}]");
            else
                shown.Append(c);
        }

        return shown.ToString();
    }

    private static bool IsControl(char c) =>
        c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
