using Microsoft.AspNetCore.Authorization;

namespace AuthDemo.Web.Console.Access;

/// <summary>
/// Has the console not be there for whoever is no operator: routing is asked for an address beside it that exists as little as any
/// other. Refusing later would be too late, because routing itself answers a method that an address does not know, and so tells that
/// it knows the address; and it is asked of every request, not only of those for a page.
/// </summary>
internal static class ConsoleNotFoundMiddleware
{
    private static readonly PathString s_nowhere = "/nowhere";

    /// <summary>Needs the signed-in person to be known; goes before routing and after what shows an error at the address asked for.</summary>
    public static void UseConsoleNotFound(this WebApplication app)
    {
        var operators = app.Services.GetRequiredService<OperatorList>();
        app.UseWhen(http => ConsolePaths.Contains(http.Request.Path) && operators.Find(http.User) is null, strangers => strangers.Use(async (http, next) =>
        {
            var asked = http.Request.Path;
            http.Request.Path = s_nowhere + asked;
            try
            {
                await next(http);
            }
            finally
            {
                http.Request.Path = asked; // an error page is shown at the address asked for
            }
        }));
    }

    /// <summary>Static files are for anybody, those of the console for operators.</summary>
    public static void AllowAnonymousButConsole(this IEndpointConventionBuilder files) => files.Add(file =>
        file.Metadata.Add(ConsolePaths.Contains("/" + ((RouteEndpointBuilder)file).RoutePattern.RawText!.TrimStart('/'))
            ? new AuthorizeAttribute(ConsoleAuthorizationHandler.Policy)
            : new AllowAnonymousAttribute()));
}
