using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace AuthDemo.Simulator;

/// <summary>Builds the two web applications. They read no configuration file, environment variable or signal, because a simulator also runs
/// inside other applications, several at a time.</summary>
internal static class ListenerFactory
{
    /// <summary>HTTPS on loopback, HTTP/1.1 like BankID. Without a client certificate the handshake fails.</summary>
    public static WebApplication CreateRpApi(int port, X509Certificate2 certificate, ConnectionCounter connections, ILoggerFactory logs) => Build(port, logs, listen =>
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(connections.Wrap);
        listen.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.AllowAnyClientCertificate();
        });
    });

    public static WebApplication CreatePhone(int port, ILoggerFactory logs) =>
        Build(port, logs, listen => listen.Protocols = HttpProtocols.Http1);

    public static int PortOf(WebApplication app) =>
        new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    /// <summary>Refuses requests with another Host header: DNS rebinding would let a foreign page reach this listener.</summary>
    public static void RequireLoopbackHost(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (http.Request.Host.Host is "127.0.0.1" or "localhost")
            await next(http);
        else
            http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
    });

    private static WebApplication Build(int port, ILoggerFactory logs, Action<ListenOptions> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(ListenerFactory).Assembly.FullName });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        // A request that hangs on purpose must not delay the shutdown.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port, configure);
        });
        return builder.Build();
    }

    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
