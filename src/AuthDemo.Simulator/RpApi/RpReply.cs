using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.RpApi;

/// <summary>An answer of the RP API: HTTP status and JSON body (null for an empty one).</summary>
internal sealed record RpReply(int Status, object? Body)
{
    public static RpReply Ok(object body) => new(StatusCodes.Status200OK, body);

    /// <summary>An error in BankID's form, <c>{"errorCode", "details"}</c>.</summary>
    public static RpReply Error(int status, string errorCode, string details) => new(status, new RpError(errorCode, details));

    public static RpReply Invalid(string details) => Error(StatusCodes.Status400BadRequest, "invalidParameters", details);

    public async Task SendAsync(HttpResponse response)
    {
        if (Body is not null)
        {
            await JsonBody.SendAsync(response, Status, Body);
            return;
        }
        response.StatusCode = Status;
        response.ContentLength = 0;
    }

    public override string ToString() => $"{Status} {(Body as RpError)?.ErrorCode}";
}

internal sealed record RpError(string ErrorCode, string Details);
