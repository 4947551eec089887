using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.AuthSession;
using AuthDemo.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AuthDemo.Web.Signing;

/// <summary>The endpoints of signing and of payments. As with signing in, only form posts start anything.</summary>
internal static class ApprovalEndpoints
{
    public static void MapApprovals(this IEndpointRouteBuilder routes)
    {
        foreach (var flow in new[] { Flow.Sign, Flow.Payment })
        {
            var group = routes.MapGroup(FlowPaths.Start(flow)).AllowAnonymous();
            group.MapPost("/start", (HttpContext http, IApprovals approvals, SessionStart start) => StartAsync(flow, http, approvals, start))
                .RequireFormToken();
            group.MapPost("/again", (HttpContext http, IAuthSessions sessions, OwnerCookie owner, SessionStart start) =>
                AgainAsync(flow, http, sessions, owner, start)).RequireFormToken();
            group.MapGet("/{session}/evidence", EvidenceAsync);
        }
    }

    /// <summary>
    /// Starts what the server has under the id of the form, if it is what the person has seen. The form carries no text: one that a
    /// browser adds is not looked at.
    /// </summary>
    private static async Task<IResult> StartAsync(Flow flow, HttpContext http, IApprovals approvals, SessionStart start)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var id = form["id"].ToString();
        if (await approvals.FindAsync(flow, id, http.User, http.RequestAborted) is not { } approval)
            return new SeeOther(FlowPaths.Start(flow, "changed"));
        if (approval.SignInFirst || approval.Seen != form["seen"])
            return new SeeOther($"{FlowPaths.Start(flow, "changed")}&id={Uri.EscapeDataString(id)}");
        return await start.StartAsync(http, approval.Order);
    }

    /// <summary>The same once more, for the browser that owns the session: as it was asked, from our own record.</summary>
    private static async Task<IResult> AgainAsync(
        Flow flow, HttpContext http, IAuthSessions sessions, OwnerCookie owner, SessionStart start)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return SessionId.TryParse(form["session"], out var id) && owner.Read(http) is { } key
            && await sessions.IntentAsync(id, key, http.RequestAborted) is { } order && order.Flow == flow
            ? await start.StartAsync(http, order)
            : new SeeOther(FlowPaths.Start(flow, "expired"));
    }

    /// <summary>The proof as a file, for the browser that owns the session.</summary>
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
