using AuthDemo.Sessions;
using AuthDemo.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.SignIn;

/// <summary>
/// The endpoints of signing in. Only its form posts start a session or set a cookie (docs/decisions/0004): no page load does, so
/// bookmarks, back buttons, prefetching and bots cost nobody an order.
/// </summary>
internal static class SignInEndpoints
{
    private static readonly string[] Devices = ["same", "other"];

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in/start", StartAsync).AllowAnonymous().RequireFormToken(signedInGoesHome: true);
        routes.MapPost("/sign-in/complete", CompleteAsync).AllowAnonymous().RequireFormToken(signedInGoesHome: true);
        routes.MapGet(ReturnAddress.Path, ReturnAsync).AllowAnonymous();
        routes.MapPost("/sign-out", (Delegate)SignOutAsync).AllowAnonymous().RequireFormToken();
    }

    /// <summary>Starts a session on the chosen device and leads to its page.</summary>
    private static async Task<IResult> StartAsync(
        HttpContext http, IAuthSessions sessions, OwnerCookie owner, ReturnTo returnTo, ReturnAddress address,
        IStringLocalizer<SignInTexts> texts, ILoggerFactory loggers)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var device = form["device"].ToString();
        if (!Devices.Contains(device))
            return BadField.Problem("device", Devices, device);

        var key = owner.Ensure(http);
        var intent = new AuthIntent
        {
            Flow = Flow.Auth,
            Device = device == "same" ? Device.Same : Device.Other,
            Client = DeviceDetection.Of(http.Request, form["touch"]),
            EndUserIp = EndUserAddress.Of(http),
            UserVisibleData = texts["UserVisibleData"],
            ReturnUrl = address.For(http, key),
        };
        returnTo.Remember(http, form["returnUrl"]);
        switch (await sessions.StartAsync(intent, key, http.RequestAborted))
        {
            case StartReply.Started started:
                return new SeeOther(SignInPaths.Session(started.Id));
            case StartReply.Invalid invalid:
                var log = loggers.CreateLogger(typeof(SignInEndpoints));
                foreach (var field in invalid.Fields)
                    log.LogError("The intent of a sign-in breaks a rule: {Field}: {Rule}", field.Field, field.Message);
                return new SeeOther(SignInPaths.Start("refused"));
            case StartReply.Unavailable:
                return new SeeOther(SignInPaths.Start("unavailable"));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Where the app brings the browser back to, in whichever tab: on to the session it started, if it is the one that did.</summary>
    private static async Task<IResult> ReturnAsync(string? nonce, HttpContext http, IAuthSessions sessions, OwnerCookie owner)
    {
        var live = owner.Read(http) is { } key && ReturnAddress.IsOwn(nonce, key)
            ? await sessions.CurrentAsync(key, http.RequestAborted)
            : null;
        return new SeeOther(live is { } id ? SignInPaths.Session(id) : "/sign-in");
    }

    /// <summary>Redeems the ticket of a completed session for the user's cookie, for the browser that owns the session.</summary>
    private static async Task<IResult> CompleteAsync(HttpContext http, IAuthSessions sessions, OwnerCookie owner, ReturnTo returnTo)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!Ticket.TryParse(form["ticket"], out var ticket) || owner.Read(http) is not { } key
            || await sessions.RedeemAsync(ticket, key, http.RequestAborted) is not { } signedIn)
        {
            return new SeeOther(SignInPaths.Start("expired"));
        }

        await http.SignInAsync(SignedInUser.From(signedIn));
        owner.Forget(http);
        return new SeeOther(returnTo.Take(http));
    }

    private static async Task<IResult> SignOutAsync(HttpContext http)
    {
        await http.SignOutAsync();
        return new SeeOther("/");
    }
}
