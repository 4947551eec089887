using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.AuthSession;
using AuthDemo.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AuthDemo.Web.Signing;

/// <summary>The endpoints that start signatures and payments and return their evidence. Only form posts start a session.</summary>
internal static class SigningEndpoints
{
    public static void MapSigning(this IEndpointRouteBuilder routes)
    {
        foreach (var flow in new[] { Flow.Sign, Flow.Payment })
        {
            var group = routes.MapGroup(FlowPaths.Start(flow)).AllowAnonymous();
            group.MapPost("/start", (HttpContext http, ISignRequests requests, SessionStart start) => StartAsync(flow, http, requests, start))
                .RequireFormToken();
            group.MapPost("/again", (HttpContext http, IAuthSessions sessions, OwnerCookie owner, SessionStart start) =>
                RetryAsync(flow, http, sessions, owner, start)).RequireFormToken();
            group.MapGet("/{session}/evidence", EvidenceAsync);
        }
    }

    /// <summary>
    /// Starts the request that the server holds under the id in the form, if it still has the content that the user has read. The form
    /// carries no text, and text that a browser adds is ignored.
    /// </summary>
    private static async Task<IResult> StartAsync(Flow flow, HttpContext http, ISignRequests requests, SessionStart start)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = form["id"].ToString();
        if (await requests.FindAsync(flow, id, http.User, http.RequestAborted) is not { } request)
            return new SeeOtherResult(FlowPaths.Start(flow, "changed"));
        if (request.RequiresSignIn || request.ContentHash != form["seen"])
            return new SeeOtherResult($"{FlowPaths.Start(flow, "changed")}&id={Uri.EscapeDataString(id)}");
        return await start.StartAsync(http, request.Intent);
    }

    /// <summary>Starts the same intent again, read from our own record, for the browser that owns the session.</summary>
    private static async Task<IResult> RetryAsync(
        Flow flow, HttpContext http, IAuthSessions sessions, OwnerCookie owner, SessionStart start)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return SessionId.TryParse(form["session"], out var id) && owner.Read(http) is { } key
            && await sessions.IntentAsync(id, key, http.RequestAborted) is { } intent && intent.Flow == flow
            ? await start.StartAsync(http, intent)
            : new SeeOtherResult(FlowPaths.Start(flow, "expired"));
    }

    /// <summary>The evidence bundle as a download, for the browser that owns the session.</summary>
    private static async Task<Results<FileContentHttpResult, NotFound>> EvidenceAsync(
        string session, HttpContext http, IAuthSessions sessions, OwnerCookie owner)
    {
        if (!SessionId.TryParse(session, out var id) || owner.Read(http) is not { } key
            || await sessions.EvidenceAsync(id, key, http.RequestAborted) is not { } evidence)
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(evidence.Content, "application/zip", evidence.FileName);
    }
}
