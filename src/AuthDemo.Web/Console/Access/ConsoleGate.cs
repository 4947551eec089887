using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace AuthDemo.Web.Console.Access;

/// <summary>Marks a page or an endpoint of the console: operators only, and for everybody else it is not there.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ConsoleAreaAttribute() : AuthorizeAttribute(ConsoleGate.Policy)
{
    /// <summary>The mark is on this endpoint.</summary>
    public static bool IsOn(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<ConsoleAreaAttribute>() is not null;
}

/// <summary>The person is on the list. That they are not idle is asked where a request comes in.</summary>
internal sealed class OnTheList : IAuthorizationRequirement;

/// <summary>Asks the list.</summary>
internal sealed class ConsoleGate(OperatorList operators) : AuthorizationHandler<OnTheList>
{
    /// <summary>The policy's name.</summary>
    public const string Policy = "console";

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, OnTheList requirement)
    {
        if (operators.Find(context.User) is not null)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>
/// What a request for the console is answered: 404 for everybody but operators, signed in or not, exactly as for an address that does
/// not exist; the sign-in page for an operator who was idle, because an operator knows of the console.
/// </summary>
internal sealed class ConsoleDoor(OperatorActivity activity) : IAuthorizationMiddlewareResultHandler
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
        else if (!activity.Touch(context.User))
        {
            await context.SignOutAsync();
            context.Response.Redirect($"/sign-in?returnUrl={Uri.EscapeDataString(context.Request.Path)}");
        }
        else
        {
            await next(context);
        }
    }
}
