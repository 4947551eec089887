using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AuthDemo.Web.Operations;

/// <summary>Registers health checks, metrics, traces and structured logs (docs/decisions/0072).</summary>
internal static class OperationsFeature
{
    // Our own meters, and those of the platform without personal data.
    private static readonly string[] s_meters =
        ["AuthDemo.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.*", "Microsoft.Orleans", "System.Net.Http"];

    private static readonly string[] s_health = ["/health/live", "/health/ready"];

    // The journal and the Python host register their own checks.
    private static readonly string[] s_ready = ["journal", "python", "bankid", "certificate", "clock"];

    /// <summary>The addresses of the health checks. Probes call them by the node's own address and over plain HTTP.</summary>
    public static bool IsHealth(PathString path) =>
        path.Value?.TrimEnd('/') is { } text && s_health.Contains(text, StringComparer.OrdinalIgnoreCase);

    public static void AddOperations(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<OperationsOptions>, OperationsOptionsValidator>();
        services.AddOptions<OperationsOptions>().BindConfiguration(OperationsOptions.Section).ValidateOnStart();
        services.AddHostedService<WeakSettingsReport>();
        services.AddSingleton<ClockHealthCheck>();
        services.AddHealthChecks()
            .AddCheck<BankIdHealthCheck>("bankid")
            .AddCheck<CertificateHealthCheck>("certificate")
            .AddCheck<ClockHealthCheck>("clock");

        var section = builder.Configuration.GetSection(OperationsOptions.Section);
        if (section.GetValue<bool?>(nameof(OperationsOptions.JsonLogs)) ?? !builder.Environment.IsDevelopment())
            builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        AddTelemetry(services, section[nameof(OperationsOptions.Otlp)]);
    }

    public static void MapOperations(this WebApplication app)
    {
        app.MapHealthChecks(s_health[0], Checks(_ => false)).AllowAnonymous();
        app.MapHealthChecks(s_health[1], Checks(check => s_ready.Contains(check.Name))).AllowAnonymous();
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous().RestrictToAllowedAddresses(app);
    }

    private static void AddTelemetry(IServiceCollection services, string? otlp)
    {
        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("authdemo"));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(s_meters).AddRuntimeInstrumentation().AddPrometheusExporter();
            if (otlp is { Length: > 0 })
                metrics.AddOtlpExporter(exporter => exporter.Endpoint = new(otlp));
        });
        if (otlp is not { Length: > 0 })
            return;
        telemetry.WithTracing(tracing => tracing
            .AddSource("AuthDemo.*")
            // A path contains a session id at most. A query may contain user input, and a user agent may identify a browser, so both
            // are removed.
            .AddAspNetCoreInstrumentation(web =>
            {
                web.Filter = http => !http.Request.Path.StartsWithSegments("/health") && !http.Request.Path.StartsWithSegments("/metrics");
                web.EnrichWithHttpRequest = (activity, _) => activity.SetTag("url.query", null).SetTag("user_agent.original", null);
            })
            .AddOtlpExporter(exporter => exporter.Endpoint = new(otlp)));
    }

    private static HealthCheckOptions Checks(Func<HealthCheckRegistration, bool> which) => new()
    {
        Predicate = which,
        ResponseWriter = (http, report) => http.Response.WriteAsJsonAsync(
            new
            {
                status = Word(report.Status),
                checks = report.Entries.ToDictionary(entry => entry.Key, entry => new { status = Word(entry.Value.Status), reason = HealthReason.Read(entry.Value.Data) }),
            },
            http.RequestAborted),
    };

    private static string Word(HealthStatus status) => status.ToString().ToLowerInvariant();

    // The exporter is a middleware behind an endpoint, so endpoint filters do not run for it.
    private static void RestrictToAllowedAddresses(this IEndpointConventionBuilder endpoint, WebApplication app) => endpoint.Add(builder =>
    {
        var scrape = builder.RequestDelegate!;
        var options = app.Services.GetRequiredService<IOptionsMonitor<OperationsOptions>>();
        builder.RequestDelegate = http =>
        {
            if (options.CurrentValue.Allows(http.Connection.RemoteIpAddress))
                return scrape(http);
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    });
}
