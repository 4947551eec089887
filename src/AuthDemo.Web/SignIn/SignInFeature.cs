using AuthDemo.Sessions.Claims;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.SignIn;

/// <summary>Registers the sign-in pages.</summary>
internal static class SignInFeature
{
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<SignInOptions>, SignInOptionsValidator>();
        services.AddOptions<SignInOptions>().BindConfiguration(SignInOptions.Section).ValidateOnStart();
        services.TryAddSingleton<SignInClaims>();
        services.AddSingleton<ReturnUrlCookie>();
    }
}
