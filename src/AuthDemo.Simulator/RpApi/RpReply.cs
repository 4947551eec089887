using System.Text;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.RpApi;

/// <summary>An answer of the RP API: HTTP status and JSON body (null for an empty one), or a text that is not JSON.</summary>
internal sealed record RpReply(int Status, object? Body)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    private (string ContentType, string Text)? Text { get; init; }

    public static RpReply Ok(object body) => new(StatusCodes.Status200OK, body);

    /// <summary>An error in BankID's form, <c>{"errorCode", "details"}</c>.</summary>
    public static RpReply Error(int status, string errorCode, string details) => new(status, new RpError(errorCode, details));

    public static RpReply Invalid(string details) => Error(StatusCodes.Status400BadRequest, "invalidParameters", details);

    /// <summary>Whatever text, under whatever type.</summary>
    public static RpReply Raw(int status, string contentType, string text) => new(status, null) { Text = (contentType, text) };

    public async Task SendAsync(HttpResponse response)
    {
        foreach (var (name, value) in Headers)
            response.Headers[name] = value;
        if (Body is not null)
        {
            await JsonBody.SendAsync(response, Status, Body);
            return;
        }
        var text = Encoding.UTF8.GetBytes(Text?.Text ?? "");
        response.StatusCode = Status;
        response.ContentType = Text?.ContentType;
        response.ContentLength = text.Length;
        await response.Body.WriteAsync(text, response.HttpContext.RequestAborted);
    }

    public override string ToString() => Body is RpError error ? $"{Status} {error.ErrorCode}" : $"{Status}";
}

internal sealed record RpError(string ErrorCode, string Details);
