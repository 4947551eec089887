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
        routes.MapPost("/sign-in/complete", CompleteAsync).AllowAnonymous().DisableAntiforgery();
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

    /// <summary>
    /// Exchanges the ticket of a completed session for the user cookie, for the browser that owns the session. The ticket is the form token:
    /// 32 random bytes that only the page of this browser has, and worth nothing without the owner's key. An antiforgery token would add
    /// nothing, and depends on a cookie that a visit in another tab can replace.
    /// </summary>
    private static async Task<IResult> CompleteAsync(
        HttpContext http, IAuthSessions sessions, OwnerCookie owner, ReturnUrlCookie returnUrl, SignInClaims claims)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var key = owner.Read(http);
        if (!Ticket.TryParse(form["ticket"], out var ticket) || key is null
            || await sessions.RedeemAsync(ticket, key, http.RequestAborted) is not { } signedIn)
        {
            return await NotRedeemedAsync(http, sessions, key);
        }

        await SignedInUser.SignInAsync(http, signedIn, claims);
        owner.Delete(http);
        return new SeeOtherResult(returnUrl.Take(http));
    }

    private static async Task<IResult> NotRedeemedAsync(HttpContext http, IAuthSessions sessions, OwnerKey? key)
    {
        if (http.User.Identity is { IsAuthenticated: true })
            return new SeeOtherResult("/"); // another tab was faster
        // The ticket's time was over, or the journal is away: the session's page gets another ticket.
        return key is not null && await sessions.CurrentAsync(key, http.RequestAborted) is { } current
            && await sessions.IntentAsync(current, key, http.RequestAborted) is { } intent
                ? new SeeOtherResult(FlowPaths.Session(intent.Flow, current))
                : new SeeOtherResult(FlowPaths.Start(Flow.Auth, "expired"));
    }

    private static async Task<IResult> SignOutAsync(HttpContext http)
    {
        await http.SignOutAsync();
        return new SeeOtherResult("/");
    }
}
