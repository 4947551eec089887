using System.Net;
using System.Security.Claims;
using AuthDemo.Sessions;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Operators;
using AuthDemo.Web.Tests.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Web.Tests.Console;

/// <summary>The console over HTTP, with a fake journal and a fake clock.</summary>
internal sealed class ConsoleHost : IAsyncDisposable
{
    public const string Viewer = "191212121212";
    public const string Agent = "198507099821";
    public const string Stranger = "199203149837";

    private static readonly string s_data = Directory.CreateTempSubdirectory("authdemo-console-tests-").FullName;
    private readonly WebApplication _app;

    private ConsoleHost(WebApplication app, FakeJournal journal, FakeTimeProvider time) => (_app, Journal, Time) = (app, journal, time);

    public FakeJournal Journal { get; }

    public FakeTimeProvider Time { get; }

    public static Task<ConsoleHost> StartAsync(IPAddress? from = null, params (string Key, string Value)[] settings) =>
        StartInAsync("Development", from, settings);

    public static async Task<ConsoleHost> StartInAsync(string environment, IPAddress? from = null, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(ContentRoot.Options([$"--environment={environment}"]));
        builder.Configuration.AddInMemoryCollection(
        [
            new("Web:PublicUrl", "http://localhost"), new("DataFolder", s_data),
            new("Console:Operators:0:Name", "vera"), new("Console:Operators:0:Role", "Viewer"), new("Console:Operators:0:PersonalNumber", Viewer),
            new("Console:Operators:1:Name", "anna"), new("Console:Operators:1:Role", "Operator"), new("Console:Operators:1:PersonalNumber", Agent),
        ]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.AddPages();
        var sessions = new FakeAuthSessions();
        builder.Services.AddSingleton<IAuthSessions>(sessions);
        builder.Services.AddSingleton<IBankIdStatus>(new FakeBankId { Status = new(IsSimulated: true, null, null, CertificateExpires: null) });
        var (journal, time) = (new FakeJournal(), new FakeTimeProvider(FakeJournal.Noon));
        builder.Services.AddSingleton<TimeProvider>(time);
        journal.AddTo(builder.Services);
        new FakePython(FakePython.Serving).AddTo(builder.Services);
        builder.Services.AddSingleton<IOperatorSessions>(new FakeOperatorSessions());
        var app = builder.Build();
        app.Use((http, next) =>
        {
            http.Connection.RemoteIpAddress ??= from ?? IPAddress.Parse("192.0.2.7");
            return next(http);
        });
        app.UsePages();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, journal, time);
    }

    /// <summary>A browser in which this person has just signed in; anonymous when null.</summary>
    public Browser BrowserOf(string? personalNumber)
    {
        var browser = new Browser(_app.GetTestServer().CreateHandler(), "http");
        if (personalNumber is null)
            return browser;
        var user = SignedInUserOf(personalNumber, Time.GetUtcNow());
        var cookie = _app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var properties = new AuthenticationProperties { IssuedUtc = DateTimeOffset.UtcNow, ExpiresUtc = DateTimeOffset.UtcNow.AddHours(12) };
        browser.SetCookie(cookie.Cookie.Name!, cookie.TicketDataFormat.Protect(new(user, properties, CookieAuthenticationDefaults.AuthenticationScheme)));
        return browser;
    }

    public static ClaimsPrincipal SignedInUserOf(string personalNumber, DateTimeOffset at) => new(new ClaimsIdentity(
        [
            new("name", "Somebody"), new("swedish_personal_identity_number", personalNumber), new("txn", SessionId.New().Value),
            new("auth_time", at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ],
        CookieAuthenticationDefaults.AuthenticationScheme, "name", "role"));

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
