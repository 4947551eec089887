using System.Text.Json;

namespace AuthDemo.PythonHost.Errors;

/// <summary>Reads what <c>authdemo_host.boundary.describe</c> writes.</summary>
internal static class ErrorJson
{
    /// <summary>Throws <see cref="JsonException"/> when it is not of that shape.</summary>
    public static PythonError Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 64 });
        return Read(JsonElement.ParseValue(ref reader));
    }

    private static PythonError Read(JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object
            || !error.TryGetProperty("type", out var type) || !error.TryGetProperty("message", out var message)
            || !error.TryGetProperty("traceback", out var traceback) || !error.TryGetProperty("cause", out var cause)
            || !error.TryGetProperty("notes", out var notes))
            throw new JsonException("A member of an error is missing.");
        return new PythonError(
            type.GetString() ?? "", message.GetString() ?? "", Lines(traceback),
            cause.ValueKind == JsonValueKind.Null ? null : Read(cause), Lines(notes));
    }

    private static string[] Lines(JsonElement lines) => [.. lines.EnumerateArray().Select(line => line.GetString() ?? "")];
}
