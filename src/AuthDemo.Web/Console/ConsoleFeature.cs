using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Actions;
using AuthDemo.Web.Console.Layout;
using AuthDemo.Web.Console.Runtime;
using AuthDemo.Web.Console.Sessions;
using AuthDemo.Web.Console.Settings;
using Microsoft.AspNetCore.Authorization;
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

        services.AddSingleton<OperatorList>();
        services.AddSingleton<OperatorActivity>();
        services.AddScoped<AuditedOperations>();
        services.AddSingleton<IAuthorizationHandler, ConsoleAuthorizationHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ConsoleAuthorizationResultHandler>();
        services.Configure<AuthorizationOptions>(options =>
            options.AddPolicy(ConsoleAuthorizationHandler.Policy, policy => policy.AddRequirements(new ConsoleOperatorRequirement())));
        services.AddScoped<ThrottledJournalFeed>();
        services.AddScoped<SessionActions>();
        services.AddScoped<RuntimeActions>();
        services.AddSingleton<PythonMetrics>();
        services.AddSingleton<BenchmarkHosts>();
        services.AddSingleton(s => new PatternBenchmark(s, s.GetRequiredService<BenchmarkHosts>().Open, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SettingsList>();
        services.AddMudServices(mud => mud.PopoverOptions.CheckForPopoverProvider = false);
    }

    /// <summary>Headers of the console's pages and files. Before the general ones, which are then already there to be changed.</summary>
    public static void UseConsoleHeaders(this WebApplication app) => app.Use(static (http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            if (http.Response.StatusCode == StatusCodes.Status200OK && ConsoleAreaAttribute.IsOn(http))
                http.Response.Headers.ContentSecurityPolicy = ConsolePolicy;
            // A shared cache would hand an operator's file to anybody who asks.
            if (http.Response.Headers.CacheControl is [{ } kept] && kept != "no-store" && ConsolePaths.Contains(http.Request.Path))
                http.Response.Headers.CacheControl = "private, " + kept;
            return Task.CompletedTask;
        });
        return next(http);
    });

    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        // Listens from the start, or the first minute would be missing.
        _ = routes.ServiceProvider.GetRequiredService<PythonMetrics>();
        var console = routes.MapGroup("/console").WithMetadata(new ConsoleAreaAttribute());
        console.MapSessionExport();
        console.MapSignOut();
    }

    /// <summary>
    /// As everywhere, but MudBlazor sets <c>style</c> attributes (places of menus, widths): those are allowed, style blocks and
    /// scripts still come from our own origin only.
    /// </summary>
    internal static readonly string ConsolePolicy =
        Security.SecurityHeaders.ContentSecurityPolicy.Replace("style-src 'self';", "style-src 'self'; style-src-attr 'unsafe-inline';", StringComparison.Ordinal);
}
