using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Operators;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace AuthDemo.Web.Console.Access;

/// <summary>
/// Handles requests of operators, which <see cref="ConsoleNotFoundMiddleware"/> has let through: records the first request of a sign-in,
/// and redirects an operator to the sign-in page after the idle timeout. Answers 404 if the operator was removed from the list meanwhile.
/// </summary>
internal sealed class ConsoleAuthorizationResultHandler(OperatorActivity activity, OperatorList operators) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _default = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!ConsoleAreaAttribute.IsOn(context))
        {
            await _default.HandleAsync(next, context, policy, authorizeResult);
        }
        else if (!authorizeResult.Succeeded)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else
        {
            var result = activity.Record(context.User);
            if (result is not ActivityResult.Subsequent)
                await AuditAsync(context, result);
            await (result is ActivityResult.Expired ? SignOutAsync(context) : next(context));
        }
    }

    private static async Task SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync();
        var page = HttpMethods.IsGet(context.Request.Method) ? context.Request.Path.Value! : "/console";
        context.Response.Redirect($"/sign-in?returnUrl={Uri.EscapeDataString(page)}");
    }

    // A journal that cannot write must not lock operators out: they need the console to see its state.
    private async Task AuditAsync(HttpContext context, ActivityResult result)
    {
        if (operators.Find(context.User) is not { } who)
            return;
        var log = context.RequestServices.GetRequiredService<IOperatorLog>();
        await log.RecordAsync(who.Name, result is ActivityResult.First
            ? new(JournalEventType.OperatorSignedIn) { Facts = new Dictionary<string, string> { ["role"] = who.Role.ToString().ToLowerInvariant() } }
            : new(JournalEventType.OperatorSignedOut) { Facts = new Dictionary<string, string> { ["why"] = "idle" } });
    }
}
