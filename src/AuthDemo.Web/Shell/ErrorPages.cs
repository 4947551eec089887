using AuthDemo.Web.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

namespace AuthDemo.Web.Shell;

/// <summary>Renders <see cref="ErrorPage"/> for responses that failed or have no body, at the requested URL.</summary>
internal static partial class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        app.Use((http, next) => LastResortAsync(http, next, app.Logger));
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);
        app.Use((http, next) =>
        {
            var isErrorPage = http.Features.Get<IStatusCodeReExecuteFeature>() is not null
                || http.Features.Get<IExceptionHandlerFeature>() is not null;
            if (isErrorPage)
            {
                // Render the page as a GET even after a failed POST: otherwise Blazor would look for a form and validate its token.
                http.Request.Method = HttpMethods.Get;
                http.Features.Set<IAntiforgeryValidationFeature>(null);
                // The page was routed with the failed method already, which may not be one of the page's.
                http.SetEndpoint(null);
            }

            return next(http);
        });
    }

    /// <summary>When the error page fails too, or what it needs does: a page that needs nothing.</summary>
    private static async Task LastResortAsync(HttpContext http, RequestDelegate next, ILogger logger)
    {
        try
        {
            await next(http);
        }
        catch (Exception e) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            LogErrorPageFailed(logger, e);
            http.Response.Clear();
            await PlainPage.WriteAsync(
                http, StatusCodes.Status500InternalServerError, "Something went wrong on our side",
                $"The fault is ours, not yours. Please try again in a while. Reference: {http.TraceIdentifier}");
        }
    }

    [LoggerMessage(LogLevel.Error, "The error page failed too, so a plain page was sent")]
    private static partial void LogErrorPageFailed(ILogger logger, Exception exception);
}
