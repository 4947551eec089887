using System.Diagnostics.Metrics;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Hosting;
using AuthDemo.PythonHost.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthDemo.PythonHost;

/// <summary>Registration of the Python host.</summary>
public static class PythonHostRegistration
{
    /// <summary>
    /// Adds <see cref="IPythonHost"/>, <see cref="IPythonHostStatus"/> and <see cref="IPythonRunners"/> as configured in section <c>Python</c>. A wrong setting stops
    /// the application at start, naming the key; a Python that cannot be started does not: calls are answered start_failed.
    /// </summary>
    public static IServiceCollection AddPythonHost(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PythonHostOptions>().Bind(configuration.GetSection(PythonHostOptions.Section))
            .PostConfigure<IServiceProvider>((options, provider) => options.WatchFiles ??= provider.GetService<IHostEnvironment>()?.IsDevelopment() ?? false)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<PythonHostOptions>, PythonHostOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Create);
        services.AddSingleton<IPythonHost>(provider => provider.GetRequiredService<PatternHost>());
        services.AddSingleton<IPythonHostStatus>(provider => provider.GetRequiredService<PatternHost>());
        services.AddSingleton<IPythonRunners, PythonRunners>();
        services.AddHostedService<PythonHostStarter>();
        services.AddHostedService<PythonFileWatch>();
        services.AddHealthChecks().AddCheck<PythonHostHealthCheck>("python");
        return services;
    }

    private static PatternHost Create(IServiceProvider provider)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        return new PatternHost(
            provider.GetRequiredService<IOptions<PythonHostOptions>>().Value,
            provider.GetService<IHostEnvironment>()?.ContentRootPath ?? AppContext.BaseDirectory,
            new PythonMetrics(provider.GetService<IMeterFactory>(), time),
            provider.GetRequiredService<ILoggerFactory>(),
            time);
    }
}
