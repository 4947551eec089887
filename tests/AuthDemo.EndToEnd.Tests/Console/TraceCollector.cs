using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AuthDemo.EndToEnd.Tests.Console;

/// <summary>An OTLP receiver over gRPC: keeps the bytes of all exported traces. Protobuf encodes texts as they are, so they can be searched.</summary>
internal sealed class TraceCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly StringBuilder _traces = new();
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TraceCollector(WebApplication app) => _app = app;

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<TraceCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        var collector = new TraceCollector(app);
        app.MapPost("/opentelemetry.proto.collector.{signal}.v1.{service}/Export", collector.ReceiveAsync);
        await app.StartAsync();
        return collector;
    }

    /// <summary>Waits until the traces contain this text; returns all traces so far.</summary>
    public async Task<string> UntilAsync(string text)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (_traces.ToString() is var all && all.Contains(text, StringComparison.Ordinal))
                    return all;
                next = _arrived.Task;
            }

            await next.WaitAsync(timeout.Token);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext http, string signal)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        if (signal == "trace")
        {
            lock (_lock)
            {
                _traces.Append(Encoding.Latin1.GetString(body.GetBuffer(), 0, (int)body.Length));
                _arrived.SetResult();
                _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        // Replies with an empty message and status 0 (OK).
        http.Response.ContentType = "application/grpc";
        http.Response.DeclareTrailer("grpc-status");
        await http.Response.Body.WriteAsync(new byte[5]);
        http.Response.AppendTrailer("grpc-status", "0");
    }
}
