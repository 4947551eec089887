using System.Text.Json;

namespace AuthDemo.Sessions.Protocol;

/// <summary>Distinguishes a reply that breaks the contract from a bug on our side.</summary>
internal static class SeamFormat
{
    /// <summary>The accessors of a JSON element throw one of these. Their text may quote the reply and must not be logged.</summary>
    public static bool IsBroken(Exception wrong) => wrong is JsonException or KeyNotFoundException or InvalidOperationException
        or FormatException or ArgumentOutOfRangeException;
}
