using System.Text.Json;

namespace AuthDemo.Simulator.Wire;

/// <summary>Reads and writes JSON bodies. Both APIs answer with exactly <c>application/json</c>.</summary>
internal static class JsonBody
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The request's JSON object, or the reason why it is none.</summary>
    public static async Task<(JsonDocument? Document, string? Problem)> ReadObjectAsync(HttpRequest request, int maxBytes)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > maxBytes)
                return (null, $"The body must be at most {maxBytes} bytes.");
        }
        try
        {
            var document = JsonDocument.Parse(buffer.ToArray());
            if (document.RootElement.ValueKind is JsonValueKind.Object)
                return (document, null);
            document.Dispose();
            return (null, "The body must be a JSON object.");
        }
        catch (JsonException)
        {
            return (null, "The body is not JSON.");
        }
    }

    public static byte[] Write(object value) => JsonSerializer.SerializeToUtf8Bytes(value, s_options);

    public static async Task SendAsync(HttpResponse response, int status, object value)
    {
        var body = Write(value);
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
    }
}
