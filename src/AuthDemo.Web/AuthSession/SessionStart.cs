using AuthDemo.Sessions;
using AuthDemo.Web.Security;

namespace AuthDemo.Web.AuthSession;

/// <summary>
/// Starts a session of any flow after a form post: what is asked comes from the server, the form only says on which device the
/// BankID app is.
/// </summary>
internal sealed partial class SessionStart(
    IAuthSessions sessions, OwnerCookie owner, ReturnAddress address, WebDeviceData devices, ILogger<SessionStart> logger)
{
    private static readonly string[] s_devices = ["same", "other"];

    /// <summary>Starts what is asked and leads to the session's page; back to the start page with a notice when it cannot be.</summary>
    /// <param name="http">A form post with <c>device</c> (<c>same</c>, <c>other</c>) and <c>touch</c> (touch points of the screen).</param>
    /// <param name="order">What is asked; where and by whom is filled in.</param>
    public async Task<IResult> StartAsync(HttpContext http, AuthIntent order)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var device = form["device"].ToString();
        if (!s_devices.Contains(device))
            return BadField.Problem("device", s_devices, device);

        switch (await AskAsync(http, order, device, form["touch"]))
        {
            case StartReply.Started started:
                return new SeeOther(FlowPaths.Session(order.Flow, started.Id));
            case StartReply.Invalid invalid:
                foreach (var field in invalid.Fields)
                    LogInvalid(logger, order.Flow, field.Field, field.Message);
                return new SeeOther(FlowPaths.Start(order.Flow, "refused"));
            case StartReply.Unavailable:
                return new SeeOther(FlowPaths.Start(order.Flow, "unavailable"));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Starts what is asked and tells what came of it.</summary>
    public Task<StartReply> AskAsync(HttpContext http, AuthIntent order, string? device, string? touch)
    {
        var intent = order with
        {
            Device = device == "same" ? Device.Same : Device.Other,
            Client = DeviceDetection.Of(http.Request, touch),
            EndUserIp = EndUserAddress.Of(http),
            Web = devices.Of(http),
            ReturnUrl = address.For(http, order.Flow),
        };
        return sessions.StartAsync(intent, owner.Ensure(http), http.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The intent of flow {Flow} breaks a rule: {Field}: {Rule}")]
    private static partial void LogInvalid(ILogger logger, Flow flow, string field, string rule);
}
