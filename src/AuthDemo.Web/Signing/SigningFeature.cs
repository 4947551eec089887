using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Signing;

/// <summary>Registers signing and approving payments: the same thing but for what is shown.</summary>
internal static class SigningFeature
{
    public static void AddApprovals(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<SigningOptions>, SigningOptionsValidator>();
        services.AddOptions<SigningOptions>().BindConfiguration(SigningOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PaymentsOptions>, PaymentsOptionsValidator>();
        services.AddOptions<PaymentsOptions>().BindConfiguration(PaymentsOptions.Section).ValidateOnStart();
        services.TryAddSingleton<IApprovals, ConfiguredApprovals>();
    }
}
