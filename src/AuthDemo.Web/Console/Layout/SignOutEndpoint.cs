using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Operators;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Security;
using Microsoft.AspNetCore.Authentication;

namespace AuthDemo.Web.Console.Layout;

/// <summary>
/// Signs out of the console. The page posts the same form after the idle timeout; then <see cref="ConsoleAuthorizationResultHandler"/> signs
/// out and this endpoint is not reached.
/// </summary>
internal static class SignOutEndpoint
{
    public static void MapSignOut(this IEndpointRouteBuilder routes) => routes.MapPost("/sign-out", SignOutAsync).RequireFormToken();

    private static async Task<IResult> SignOutAsync(HttpContext http, OperatorList operators, OperatorActivity activity, IOperatorLog log)
    {
        // Sign out even if the audit log cannot be written.
        await log.RecordAsync(operators.Find(http.User)!.Name, new(JournalEventType.OperatorSignedOut));
        activity.End(http.User);
        await http.SignOutAsync();
        return new SeeOtherResult("/");
    }
}
