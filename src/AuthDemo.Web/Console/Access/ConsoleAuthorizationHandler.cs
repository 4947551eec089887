using Microsoft.AspNetCore.Authorization;

namespace AuthDemo.Web.Console.Access;

/// <summary>Marks a page or an endpoint of the console, for operators only; everybody else gets 404.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ConsoleAreaAttribute() : AuthorizeAttribute(ConsoleAuthorizationHandler.Policy)
{
    /// <summary>The request's endpoint has this attribute.</summary>
    public static bool IsOn(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<ConsoleAreaAttribute>() is not null;
}

/// <summary>The user is a configured operator. <see cref="ConsoleAuthorizationResultHandler"/> checks the idle timeout.</summary>
internal sealed class ConsoleOperatorRequirement : IAuthorizationRequirement;

/// <summary>Looks the user up in the list of operators.</summary>
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
