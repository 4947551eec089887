using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Signing;

/// <summary>Registers signing and payments. Both take the same path; they differ in the intent and in texts.</summary>
internal static class SigningFeature
{
    public static void AddSigning(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<SigningOptions>, SigningOptionsValidator>();
        services.AddOptions<SigningOptions>().BindConfiguration(SigningOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PaymentsOptions>, PaymentsOptionsValidator>();
        services.AddOptions<PaymentsOptions>().BindConfiguration(PaymentsOptions.Section).ValidateOnStart();
        services.TryAddSingleton<ISignRequests, ConfiguredSignRequests>();
    }
}
