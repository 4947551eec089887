using System.Text;

namespace AuthDemo.Simulator.Wire;

/// <summary>A response of the RP API: HTTP status and JSON body (null for an empty one), or a text that is not JSON.</summary>
internal sealed record RpResponse(int Status, object? Body)
{
    /// <summary>What the service sends with every response.</summary>
    private static readonly (string Name, string Value)[] s_cacheHeaders =
        [("Cache-Control", "no-cache, no-store, must-revalidate"), ("Pragma", "no-cache"), ("Expires", "0")];

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    private (string ContentType, string Text)? Text { get; init; }

    public static RpResponse Ok(object body) => new(StatusCodes.Status200OK, body);

    /// <summary>An error in BankID's form, <c>{"errorCode", "details"}</c>.</summary>
    public static RpResponse Error(int status, string errorCode, string details) => new(status, new RpError(errorCode, details));

    public static RpResponse Invalid(string details) => Error(StatusCodes.Status400BadRequest, "invalidParameters", details);

    /// <summary>Any text with any content type.</summary>
    public static RpResponse Raw(int status, string contentType, string text) => new(status, null) { Text = (contentType, text) };

    /// <summary>The body as it is sent.</summary>
    public byte[] BodyBytes() => Body is not null ? JsonBody.Write(Body) : Encoding.UTF8.GetBytes(Text?.Text ?? "");

    public async Task SendAsync(HttpResponse response)
    {
        var body = BodyBytes();
        WriteHead(response, body.Length);
        await response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
    }

    /// <summary>Sends status, headers and the first half of the body, then breaks the connection.</summary>
    public async Task SendHalfAsync(HttpResponse response)
    {
        var body = BodyBytes();
        WriteHead(response, body.Length);
        await response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), response.HttpContext.RequestAborted);
        await response.Body.FlushAsync(response.HttpContext.RequestAborted);
        response.HttpContext.Abort();
    }

    public override string ToString() => Body is RpError error ? $"{Status} {error.ErrorCode}" : $"{Status}";

    private void WriteHead(HttpResponse response, int length)
    {
        foreach (var (name, value) in (IEnumerable<(string, string)>)[.. s_cacheHeaders, .. Headers])
            response.Headers[name] = value;
        response.StatusCode = Status;
        response.ContentType = Body is not null ? JsonBody.ContentType : Text?.ContentType;
        response.ContentLength = length;
    }
}

internal sealed record RpError(string ErrorCode, string Details);
