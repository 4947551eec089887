using System.Net;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Claims;
using AuthDemo.Sessions.Operators;
using AuthDemo.Web.Shell;
using AuthDemo.Web.Signing;
using AuthDemo.Web.Tests.Console;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuthDemo.Web.Tests.Hosting;

/// <summary>The real pages with fake sessions, on the framework's in-memory server.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    private static readonly string s_data = Directory.CreateTempSubdirectory("authdemo-web-tests-").FullName;
    private readonly WebApplication _app;

    private WebHost(WebApplication app, FakeAuthSessions sessions) => (_app, Sessions) = (app, sessions);

    public FakeAuthSessions Sessions { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Address on a real port; only with <c>listen</c>.</summary>
    public string Url => _app.Urls.First();

    public static async Task<WebHost> StartAsync(
        string publicUrl = "http://localhost", Uri? phonePage = null, bool listen = false, ISignRequests? signRequests = null,
        ILoggerProvider? log = null, Action<IServiceCollection>? services = null, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(ContentRoot.Options(["--environment=Development"]));
        builder.Configuration.AddInMemoryCollection([new("Web:PublicUrl", publicUrl), new("Urls", "http://127.0.0.1:0"), new("DataFolder", s_data)]);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Logging.ClearProviders();
        if (log is not null)
            builder.Logging.AddProvider(log);
        if (!listen)
            builder.WebHost.UseTestServer();
        if (signRequests is not null)
            builder.Services.AddSingleton(signRequests);
        builder.AddPages();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider(); // the real keys are the journal's
        builder.Services.AddOptions<ClaimsOptions>().BindConfiguration(ClaimsOptions.Section); // the real ones come with the sessions
        var sessions = new FakeAuthSessions();
        builder.Services.AddSingleton<IAuthSessions>(sessions);
        new FakeJournal().AddTo(builder.Services);
        new FakePython(FakePython.Serving).AddTo(builder.Services);
        builder.Services.AddSingleton<IOperatorSessions>(new FakeOperatorSessions());
        if (phonePage is not null)
            builder.Services.AddSingleton(new TestEnvironment(isSimulated: true, () => phonePage));

        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.Use((http, next) =>
        {
            // The in-memory server has no addresses. Sets that of the connection, before forwarded headers are applied.
            http.Connection.RemoteIpAddress ??= IPAddress.Parse("::ffff:192.0.2.7");
            return next(http);
        });
        app.UsePages();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, sessions);
    }

    /// <summary>A browser with its own cookies.</summary>
    public Browser NewBrowser(string? scheme = null) => new(_app.GetTestServer().CreateHandler(), scheme ?? "http");

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
