using Microsoft.AspNetCore.Authorization;

namespace AuthDemo.Web.Console.Access;

/// <summary>Marks a page or an endpoint of the console: operators only, and for everybody else it is not there.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ConsoleAreaAttribute() : AuthorizeAttribute(ConsoleAuthorizationHandler.Policy)
{
    /// <summary>The mark is on this endpoint.</summary>
    public static bool IsOn(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<ConsoleAreaAttribute>() is not null;
}

/// <summary>The person is on the list. That they are not idle is asked where a request comes in.</summary>
internal sealed class ConsoleOperatorRequirement : IAuthorizationRequirement;

/// <summary>Asks the list.</summary>
internal sealed class ConsoleAuthorizationHandler(OperatorList operators) : AuthorizationHandler<ConsoleOperatorRequirement>
{
    /// <summary>The policy's name.</summary>
    public const string Policy = "console";

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ConsoleOperatorRequirement requirement)
    {
        if (operators.Find(context.User) is not null)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
