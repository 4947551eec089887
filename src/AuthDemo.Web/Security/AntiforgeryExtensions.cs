using Microsoft.AspNetCore.Antiforgery;

namespace AuthDemo.Web.Security;

/// <summary>Requires the antiforgery token on endpoints that receive forms. A token from before a sign-in or sign-out in another tab is invalid.</summary>
internal static class AntiforgeryExtensions
{
    /// <summary>
    /// Answers a form without a valid token with 400. With <paramref name="signedInGoesHome"/>, a signed-in user is redirected to the
    /// home page instead: the purpose of the form was achieved in another tab.
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
                ? new SeeOtherResult("/")
                : Results.StatusCode(StatusCodes.Status400BadRequest);
        });
    }
}
