using Microsoft.AspNetCore.Authorization;

namespace AuthDemo.Web.Console.Access;

/// <summary>
/// Hides the console from everybody but operators: rewrites the path of such a request to one that does not exist. Authorization would be
/// too late, because routing answers an unsupported method with 405 before, which reveals that the path exists.
/// </summary>
internal static class ConsoleNotFoundMiddleware
{
    private static readonly PathString s_missing = "/nowhere";

    /// <summary>Must run after authentication and the error pages, and before routing.</summary>
    public static void UseConsoleNotFound(this WebApplication app)
    {
        var operators = app.Services.GetRequiredService<OperatorList>();
        app.UseWhen(http => ConsolePaths.Contains(http.Request.Path) && operators.Find(http.User) is null, branch => branch.Use(async (http, next) =>
        {
            var requested = http.Request.Path;
            http.Request.Path = s_missing + requested;
            try
            {
                await next(http);
            }
            finally
            {
                http.Request.Path = requested; // the error page is rendered at the requested URL
            }
        }));
    }

    /// <summary>Allows anonymous access to static files, except to those of the console.</summary>
    public static void AllowAnonymousButConsole(this IEndpointConventionBuilder files) => files.Add(file =>
        file.Metadata.Add(ConsolePaths.Contains("/" + ((RouteEndpointBuilder)file).RoutePattern.RawText!.TrimStart('/'))
            ? new AuthorizeAttribute(ConsoleAuthorizationHandler.Policy)
            : new AllowAnonymousAttribute()));
}
