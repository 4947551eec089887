using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuthDemo.Simulator.Wire;

/// <summary>Reads and writes JSON bodies. Responses have exactly the type <c>application/json</c>.</summary>
internal static class JsonBody
{
    public const string ContentType = "application/json";

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The whole body; null when it is longer than <paramref name="maxBytes"/> or cannot be read as HTTP.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int maxBytes)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        try
        {
            while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0)
            {
                buffer.Write(chunk, 0, read);
                if (buffer.Length > maxBytes)
                    return null;
            }
        }
        catch (BadHttpRequestException) // announced as longer than the server takes, or badly chunked
        {
            return null;
        }
        return buffer.ToArray();
    }

    /// <summary>The body as a JSON object, or null. Every string in the object is valid Unicode.</summary>
    public static JsonDocument? ParseObject(byte[] body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
        if (document.RootElement.ValueKind is JsonValueKind.Object && IsUnicode(document.RootElement))
            return document;
        document.Dispose();
        return null;
    }

    public static byte[] Write(object value) => JsonSerializer.SerializeToUtf8Bytes(value, s_options);

    public static async Task SendAsync(HttpResponse response, int status, object value)
    {
        var body = Write(value);
        response.StatusCode = status;
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        if (response.Headers.CacheControl.Count == 0)
            response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
    }

    /// <summary>The parser leaves invalid UTF-8 and lone surrogates in strings until someone reads them; then it throws.</summary>
    private static bool IsUnicode(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString() is not null,
                JsonValueKind.Array => element.EnumerateArray().All(IsUnicode),
                JsonValueKind.Object => element.EnumerateObject().All(m => m.Name is not null && IsUnicode(m.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
