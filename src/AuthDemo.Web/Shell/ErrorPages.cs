using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

namespace AuthDemo.Web.Shell;

/// <summary>Renders <see cref="ErrorPage"/> for responses that failed or have no body, at the requested URL.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
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
}
