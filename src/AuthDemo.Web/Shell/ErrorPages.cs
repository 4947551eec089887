using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

namespace AuthDemo.Web.Shell;

/// <summary>Shows <see cref="ErrorPage"/> in place of an answer that failed or has no body, at the address asked for.</summary>
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
                // The page is got, whatever was posted: else it would look for a form, and for the token the form may have lacked.
                http.Request.Method = HttpMethods.Get;
                http.Features.Set<IAntiforgeryValidationFeature>(null);
            }

            return next(http);
        });
    }
}
