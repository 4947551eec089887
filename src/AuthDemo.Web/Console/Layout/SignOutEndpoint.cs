using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Operators;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Security;
using Microsoft.AspNetCore.Authentication;

namespace AuthDemo.Web.Console.Layout;

/// <summary>
/// Leaving the console by the button. The page posts the same form when nobody has touched it for too long; then it is the door that
/// signs out (<see cref="ConsoleAuthorizationResultHandler"/>), and this is not reached.
/// </summary>
internal static class SignOutEndpoint
{
    public static void MapSignOut(this IEndpointRouteBuilder routes) => routes.MapPost("/sign-out", LeaveAsync).RequireFormToken();

    private static async Task<IResult> LeaveAsync(HttpContext http, OperatorList operators, OperatorActivity activity, IOperatorLog log)
    {
        // Whether the log can be written or not, whoever wants out gets out.
        await log.RecordAsync(new OperatorAction(JournalEventType.OperatorSignedOut, operators.Find(http.User)!.Name));
        activity.End(http.User);
        await http.SignOutAsync();
        return new SeeOtherResult("/");
    }
}
