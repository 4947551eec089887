using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Actions;
using AuthDemo.Web.Console.Layout;
using AuthDemo.Web.Console.Runtime;
using AuthDemo.Web.Console.Sessions;
using AuthDemo.Web.Console.Settings;
using AuthDemo.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MudBlazor.Services;

namespace AuthDemo.Web.Console;

/// <summary>Registers the operator console.</summary>
internal static class ConsoleFeature
{
    public static void AddConsole(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<ConsoleOptions>, ConsoleOptionsValidator>();
        services.AddOptions<ConsoleOptions>().BindConfiguration(ConsoleOptions.Section).ValidateOnStart();
        if (builder.Environment.IsDevelopment())
            services.PostConfigure<ConsoleOptions>(options => SimulatedOperator.AddTo(options, builder.Configuration));

        services.AddSingleton<IAuthorizationHandler, ConsoleAuthorizationHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ConsoleAuthorizationResultHandler>();
        services.Configure<AuthorizationOptions>(options =>
            options.AddPolicy(ConsoleAuthorizationHandler.Policy, policy => policy.AddRequirements(new ConsoleOperatorRequirement())));
        services.AddConsoleComponents();
    }

    /// <summary>Registers what the console's components need. They also need the journal, the sessions, and the Python host.</summary>
    internal static void AddConsoleComponents(this IServiceCollection services)
    {
        services.AddSingleton<OperatorList>();
        services.AddSingleton<OperatorActivity>();
        services.AddScoped<AuditedOperations>();
        services.AddScoped<ThrottledJournalFeed>();
        services.AddScoped<SessionActions>();
        services.AddScoped<RuntimeActions>();
        services.AddSingleton<PythonMetrics>();
        services.AddSingleton<PythonMonitor>();
        services.AddSingleton<BenchmarkHosts>();
        services.TryAddSingleton<PythonHostFactory>(s => s.GetRequiredService<BenchmarkHosts>().Create);
        services.AddSingleton<PatternBenchmark>();
        services.AddSingleton<SettingsList>();
        services.AddMudServices(mud => mud.PopoverOptions.CheckForPopoverProvider = false);
    }

    /// <summary>Sets the headers of the console's pages and files. Must be added before the general headers, so that it overrides them.</summary>
    public static void UseConsoleHeaders(this WebApplication app) => app.Use(static (http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            if (http.Response.StatusCode == StatusCodes.Status200OK && ConsoleAreaAttribute.IsOn(http))
                http.Response.Headers.ContentSecurityPolicy = ConsolePolicy;
            // A shared cache must not serve an operator's file to other users.
            if (http.Response.Headers.CacheControl is [{ } cacheControl] && cacheControl != "no-store" && ConsolePaths.Contains(http.Request.Path))
                http.Response.Headers.CacheControl = "private, " + cacheControl;
            return Task.CompletedTask;
        });
        return next(http);
    });

    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        // Created at start, so that it measures from the start.
        _ = routes.ServiceProvider.GetRequiredService<PythonMetrics>();
        var console = routes.MapGroup("/console").WithMetadata(new ConsoleAreaAttribute());
        console.MapSessionExport();
        console.MapSignOut();
    }

    /// <summary>
    /// The general policy, plus <c>style</c> attributes, which MudBlazor sets for positions and widths. Style blocks and scripts are
    /// still restricted to our own origin.
    /// </summary>
    internal static readonly string ConsolePolicy =
        SecurityHeaders.ContentSecurityPolicy.Replace("style-src 'self';", "style-src 'self'; style-src-attr 'unsafe-inline';", StringComparison.Ordinal);
}
