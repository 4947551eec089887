using System.Text.Json.Nodes;
using AuthDemo.Simulator.RpApi;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.Faults;

/// <summary>Sends an answer through the fault that befalls it, if any.</summary>
internal static class FaultLine
{
    /// <param name="operate">The operation itself; not called when the fault comes before it.</param>
    /// <returns>What was sent, for the log; null when nothing arrived whole.</returns>
    public static async Task<RpReply?> SendAsync(HttpContext http, Fault? fault, Func<Task<RpReply>> operate)
    {
        switch (fault)
        {
            case Fault.Answers answers:
                return await SendAsync(http, answers.Reply);
            case Fault.Delays delays:
                return await WaitAsync(http, delays.Seconds) ? await SendAsync(http, await operate()) : null;
            case Fault.Distorts distorts:
                return await SendAsync(http, Distort(await operate(), distorts));
            case Fault.Breaks { Point: BreakPoint.Before }:
                http.Abort();
                return null;
            case Fault.Breaks { Point: BreakPoint.After }:
                await operate();
                http.Abort();
                return null;
            case Fault.Breaks:
                await SendHalfAsync(http, await operate());
                return null;
            default:
                return await SendAsync(http, await operate());
        }
    }

    /// <summary>False when the client hung up meanwhile.</summary>
    private static async Task<bool> WaitAsync(HttpContext http, int? seconds)
    {
        var wait = Task.Delay(seconds is { } s ? TimeSpan.FromSeconds(s) : Timeout.InfiniteTimeSpan, http.RequestAborted);
        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return wait.IsCompletedSuccessfully;
    }

    public static RpReply Distort(RpReply reply, Fault.Distorts fault)
    {
        if (reply.Status is not StatusCodes.Status200OK || reply.Body is null)
            return reply;
        var json = JsonNode.Parse(JsonBody.Write(reply.Body))!.AsObject();
        fault.Change(json);
        return reply with { Body = json };
    }

    private static async Task<RpReply> SendAsync(HttpContext http, RpReply reply)
    {
        await reply.SendAsync(http.Response);
        return reply;
    }

    private static async Task SendHalfAsync(HttpContext http, RpReply reply)
    {
        var body = reply.Body is null ? [] : JsonBody.Write(reply.Body);
        http.Response.StatusCode = reply.Status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        http.Abort();
    }
}
