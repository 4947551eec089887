namespace AuthDemo.Simulator.Wire;

/// <summary>Base64 as the service accepts it: line breaks, other white space and missing padding are allowed, as in MIME (RFC 2045).</summary>
internal static class MimeBase64
{
    /// <summary>The decoded bytes; null when the text is not base64.</summary>
    public static byte[]? Decode(string text)
    {
        var compact = string.Concat(text.Where(c => c is not (' ' or '\t' or '\r' or '\n')));
        var padded = compact.PadRight((compact.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? bytes[..length] : null;
    }

    /// <summary>Whether the text has neither white space nor missing padding.</summary>
    public static bool IsCanonical(string text) => text.Length % 4 == 0 && !text.Any(char.IsWhiteSpace);
}
