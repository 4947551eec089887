using AuthDemo.Sessions;
using AuthDemo.Web.Security;

namespace AuthDemo.Web.AuthSession;

/// <summary>
/// Starts a session of any flow from a form post. The intent comes from the server; the form only selects the device of the BankID app.
/// </summary>
internal sealed partial class SessionStart(
    IAuthSessions sessions, OwnerCookie owner, AppReturnUrl returnUrl, WebDeviceData devices, CookieNames names, ILogger<SessionStart> logger)
{
    private static readonly string[] s_devices = ["same", "other"];

    /// <summary>Starts the intent and redirects to the session's page, or back to the start page with a notice.</summary>
    /// <param name="http">A form post with <c>device</c> (<c>same</c>, <c>other</c>) and <c>touch</c> (touch points of the screen).</param>
    /// <param name="intent">The intent; device, browser and address are added.</param>
    public async Task<IResult> StartAsync(HttpContext http, AuthIntent intent)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var device = form["device"].ToString();
        if (!s_devices.Contains(device))
            return FormFieldProblem.Create("device", s_devices, device);

        switch (await StartIntentAsync(http, intent, device, form["touch"]))
        {
            case StartReply.Started started:
                return new SeeOtherResult(FlowPaths.Session(intent.Flow, started.Id));
            case StartReply.Invalid invalid:
                foreach (var field in invalid.Fields)
                    LogInvalid(logger, intent.Flow, field.Field, field.Message);
                return new SeeOtherResult(FlowPaths.Start(intent.Flow, "refused"));
            case StartReply.Unavailable:
                return new SeeOtherResult(FlowPaths.Start(intent.Flow, "unavailable"));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Starts the intent.</summary>
    public Task<StartReply> StartIntentAsync(HttpContext http, AuthIntent intent, string? device, string? touch)
    {
        var form = http.Request.Form;
        var completeIntent = intent with
        {
            Device = device == "same" ? Device.Same : Device.Other,
            Client = DeviceDetection.Of(http.Request, touch),
            EndUserIp = EndUserAddress.Of(http),
            Web = devices.Of(http),
            // After the app has returned to another browser: it would do so again.
            ReturnUrl = form["return"] == "manual" ? null : returnUrl.For(http, intent.Flow, Destination(http, form)),
        };
        return sessions.StartAsync(completeIntent, owner.Ensure(http), http.RequestAborted);
    }

    // A retry names no destination: the first start stored it.
    private string? Destination(HttpContext http, IFormCollection form) =>
        form["returnUrl"] is [{ Length: > 0 } given] ? given : http.Request.Cookies[names.ReturnUrl];

    [LoggerMessage(Level = LogLevel.Error, Message = "The {Flow} intent is invalid: {Field}: {Rule}")]
    private static partial void LogInvalid(ILogger logger, Flow flow, string field, string rule);
}
