using AuthDemo.Sessions.Claims;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.SignIn;

/// <summary>Registers what signing in needs of the page's side.</summary>
internal static class SignInFeature
{
    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<SignInOptions>, SignInOptionsValidator>();
        services.AddOptions<SignInOptions>().BindConfiguration(SignInOptions.Section).ValidateOnStart();
        services.TryAddSingleton<SignInClaims>();
        services.AddSingleton<ReturnTo>();
    }
}
