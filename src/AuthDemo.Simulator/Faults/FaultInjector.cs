using System.Text.Json.Nodes;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Faults;

/// <summary>Runs an operation and sends its response, with a fault applied.</summary>
internal static class FaultInjector
{
    /// <param name="operate">The operation; not called when the fault replaces it.</param>
    /// <returns>The response, or null when it was not sent completely.</returns>
    public static async Task<RpResponse?> SendAsync(HttpContext http, Fault? fault, Func<Task<RpResponse>> operate)
    {
        switch (fault)
        {
            case Fault.ReplacesResponse replaces:
                return await SendAsync(http, replaces.Response);
            case Fault.DelaysOperation delays:
                return await WaitAsync(http, delays.Seconds) ? await SendAsync(http, await operate()) : null;
            case Fault.ModifiesResponse modifies:
                return await SendAsync(http, Modify(await operate(), modifies));
            case Fault.BreaksConnection breaks:
                await BreakAsync(http, breaks.Point, operate);
                return null;
            default:
                return await SendAsync(http, await operate());
        }
    }

    public static RpResponse Modify(RpResponse response, Fault.ModifiesResponse fault)
    {
        if (response.Status is not StatusCodes.Status200OK || response.Body is null)
            return response;
        var json = JsonNode.Parse(JsonBody.Write(response.Body))!.AsObject();
        fault.Change(json);
        return response with { Body = json };
    }

    private static async Task BreakAsync(HttpContext http, BreakPoint point, Func<Task<RpResponse>> operate)
    {
        switch (point)
        {
            case BreakPoint.Before:
                http.Abort();
                break;
            case BreakPoint.After:
                await operate();
                http.Abort();
                break;
            case BreakPoint.WithinBody:
                await (await operate()).SendHalfAsync(http.Response);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(point), point, "unknown break point");
        }
    }

    /// <summary>False when the client disconnected meanwhile.</summary>
    private static async Task<bool> WaitAsync(HttpContext http, int? seconds)
    {
        var wait = Task.Delay(seconds is { } s ? TimeSpan.FromSeconds(s) : Timeout.InfiniteTimeSpan, http.RequestAborted);
        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return wait.IsCompletedSuccessfully;
    }

    private static async Task<RpResponse> SendAsync(HttpContext http, RpResponse response)
    {
        await response.SendAsync(http.Response);
        return response;
    }
}
