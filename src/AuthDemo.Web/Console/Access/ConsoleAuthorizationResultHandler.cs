using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Operators;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace AuthDemo.Web.Console.Access;

/// <summary>
/// Lets operators in, who alone come so far (<see cref="ConsoleNotFoundMiddleware"/>): their first request is noted, and one who was idle is sent to
/// the sign-in page, because an operator knows of the console. Whoever was taken off the list a moment ago is answered 404.
/// </summary>
internal sealed class ConsoleAuthorizationResultHandler(OperatorActivity activity, OperatorList operators) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _other = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!ConsoleAreaAttribute.IsOn(context))
        {
            await _other.HandleAsync(next, context, policy, authorizeResult);
        }
        else if (!authorizeResult.Succeeded)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else
        {
            var attendance = activity.Touch(context.User);
            if (attendance is not ActivityResult.Present)
                await NoteAsync(context, attendance);
            await (attendance is ActivityResult.Over ? SendAwayAsync(context) : next(context));
        }
    }

    private static async Task SendAwayAsync(HttpContext context)
    {
        await context.SignOutAsync();
        var page = HttpMethods.IsGet(context.Request.Method) ? context.Request.Path.Value! : "/console";
        context.Response.Redirect($"/sign-in?returnUrl={Uri.EscapeDataString(page)}");
    }

    // A journal that cannot write keeps nobody out: what is wrong with it is what an operator has come to see.
    private async Task NoteAsync(HttpContext context, ActivityResult attendance)
    {
        if (operators.Find(context.User) is not { } who)
            return;
        var log = context.RequestServices.GetRequiredService<IOperatorLog>();
        await log.RecordAsync(attendance is ActivityResult.Arrived
            ? new(JournalEventType.OperatorSignedIn, who.Name) { Facts = new Dictionary<string, string> { ["role"] = who.Role.ToString().ToLowerInvariant() } }
            : new(JournalEventType.OperatorSignedOut, who.Name) { Facts = new Dictionary<string, string> { ["why"] = "idle" } });
    }
}
