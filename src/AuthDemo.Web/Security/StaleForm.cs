using Microsoft.AspNetCore.Antiforgery;

namespace AuthDemo.Web.Security;

/// <summary>
/// Forms carry an antiforgery token; one whose token is missing or from before a sign-in or sign-out in another tab does nothing.
/// </summary>
internal static class StaleForm
{
    /// <summary>
    /// Refuses a form without a valid token with 400. With <paramref name="signedInGoesHome"/>, somebody who is signed in by now
    /// is sent home instead: the form's purpose was reached in another tab.
    /// </summary>
    public static TBuilder RequireFormToken<TBuilder>(this TBuilder builder, bool signedInGoesHome = false)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.WithMetadata(new RequireAntiforgeryTokenAttribute());
        return builder.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true })
                return await next(context);
            return signedInGoesHome && http.User.Identity is { IsAuthenticated: true }
                ? new SeeOther("/")
                : Results.StatusCode(StatusCodes.Status400BadRequest);
        });
    }
}
