namespace AuthDemo.Simulator.Wire;

/// <summary>A POST of JSON on the phone's listener. The JSON content type is required because a page of another origin cannot send
/// it without a CORS preflight, and the simulator answers none.</summary>
internal static class JsonEndpoint
{
    public static async Task RunAsync(HttpContext http, int maxBytes, Func<RequestFields, (int Status, object Body)> handle)
    {
        var (status, response) = await HandleAsync(http, maxBytes, handle);
        await JsonBody.SendAsync(http.Response, status, response);
    }

    /// <summary>400 with the error <c>invalidRequest</c>.</summary>
    public static (int Status, object Body) Invalid(string message) =>
        (StatusCodes.Status400BadRequest, new { error = "invalidRequest", message });

    private static async Task<(int Status, object Body)> HandleAsync(
        HttpContext http, int maxBytes, Func<RequestFields, (int Status, object Body)> handle)
    {
        if (!http.Request.HasJsonContentType())
            return (StatusCodes.Status415UnsupportedMediaType, Invalid("Content-Type must be application/json.").Body);
        if (await JsonBody.ReadAsync(http.Request, maxBytes) is not { } body)
            return Invalid($"The body must be at most {maxBytes} bytes.");
        using var document = JsonBody.ParseObject(body);
        return document is null ? Invalid("The body must be a JSON object in UTF-8.") : handle(new RequestFields(document.RootElement));
    }
}
