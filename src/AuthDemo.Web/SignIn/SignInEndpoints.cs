using AuthDemo.Sessions;
using AuthDemo.Sessions.Claims;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.AuthSession;
using AuthDemo.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.SignIn;

/// <summary>
/// The endpoints of sign-in and sign-out. Only form posts start a session or set a cookie (docs/decisions/0004): a page load does
/// neither, so bookmarks, back buttons, prefetching and bots never create an order.
/// </summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in/start", StartAsync).AllowAnonymous().RequireFormToken(signedInGoesHome: true);
        routes.MapPost("/sign-in/complete", CompleteAsync).AllowAnonymous().RequireFormToken(signedInGoesHome: true);
        routes.MapPost("/sign-out", (Delegate)SignOutAsync).AllowAnonymous().RequireFormToken();
    }

    private static async Task<IResult> StartAsync(
        HttpContext http, SessionStart start, ReturnUrlCookie returnUrl, IOptions<SignInOptions> options, IStringLocalizer<SessionTexts> texts)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        returnUrl.Set(http, form["returnUrl"]);
        return await start.StartAsync(http, new AuthIntent
        {
            Flow = Flow.Auth,
            UserVisibleData = texts["UserVisibleData"],
            Requirement = options.Value.Requirement?.ToRequirement(personalNumber: null),
            ReturnRisk = options.Value.ReturnRisk,
        });
    }

    /// <summary>Exchanges the ticket of a completed session for the user cookie, for the browser that owns the session.</summary>
    private static async Task<IResult> CompleteAsync(
        HttpContext http, IAuthSessions sessions, OwnerCookie owner, ReturnUrlCookie returnUrl, SignInClaims claims)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!Ticket.TryParse(form["ticket"], out var ticket) || owner.Read(http) is not { } key
            || await sessions.RedeemAsync(ticket, key, http.RequestAborted) is not { } signedIn)
        {
            return new SeeOtherResult(FlowPaths.Start(Flow.Auth, "expired"));
        }

        await SignedInUser.SignInAsync(http, signedIn, claims);
        owner.Delete(http);
        return new SeeOtherResult(returnUrl.Take(http));
    }

    private static async Task<IResult> SignOutAsync(HttpContext http)
    {
        await http.SignOutAsync();
        return new SeeOtherResult("/");
    }
}
