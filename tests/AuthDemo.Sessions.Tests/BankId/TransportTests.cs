using System.Net;
using System.Net.Sockets;
using System.Text;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Protocol;
using AuthDemo.Sessions.Tests.Fakes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Sessions.Tests.BankId;

/// <summary>The transport against a real server over real mutual TLS.</summary>
public sealed class TransportTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly LogCapture _logs = new();
    private readonly Source _source = new();
    private readonly BankIdStatusMonitor _status;
    private readonly BankIdTransport _transport;

    public TransportTests()
    {
        var options = Options.Create(new BankIdOptions { Environment = BankIdEnvironment.Simulator, MaxResponseBytes = 64 * 1024 });
        var host = new HostingEnvironment { EnvironmentName = Environments.Development, ContentRootPath = AppContext.BaseDirectory };
        var connections = new BankIdConnections(options, host, _clock, NullLogger<BankIdConnections>.Instance, _source);
        _status = new BankIdStatusMonitor(connections, _clock);
        _transport = new BankIdTransport(connections, _status, options, _clock, new Logger<BankIdTransport>(new LoggerFactory([_logs])));
    }

    [Fact]
    public async Task Request_HasExactlyTheRequiredHeadersAndBody()
    {
        string? seen = null;
        var names = new List<string>();
        await using var server = await ServeAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            seen = $"{context.Request.Protocol} {context.Request.Method} {context.Request.Path} {context.Request.ContentType} {await reader.ReadToEndAsync()}";
            names.AddRange(context.Request.Headers.Keys);
            context.Response.StatusCode = 429;
            context.Response.ContentType = "application/json";
            context.Response.Headers["RateLimit-Reset"] = "7";
            context.Response.Headers["Retry-After"] = "9";
            context.Response.Headers["Set-Cookie"] = "a=b";
            context.Response.Headers["X-Other"] = "c";
            await context.Response.WriteAsync("""{"errorCode":"tooManyRequests"}""");
        });
        using var activity = new System.Diagnostics.Activity("request").Start();

        var reply = Assert.IsType<TransportReply.Answered>(await SendAsync("""{"orderRef": "å"}"""));

        Assert.Equal("""HTTP/1.1 POST /rp/v6.0/collect application/json {"orderRef": "å"}""", seen);
        Assert.Equal(["Content-Length", "Content-Type", "Host"], names.Order());
        Assert.Equal(429, reply.Status);
        Assert.Equal(
            [("content-type", "application/json"), ("ratelimit-reset", "7"), ("retry-after", "9")],
            reply.Headers.Select(header => (header.Key, header.Value)).Order());
        Assert.Equal("""{"errorCode":"tooManyRequests"}""", Encoding.UTF8.GetString(reply.Body.Span));
    }

    [Fact]
    public async Task Status_FollowsTheReplies_AndHasTheCertificatesExpiry()
    {
        Assert.Equal(new BankIdStatus(IsSimulated: true, null, null, null), await _status.GetAsync(TestContext.Current.CancellationToken));
        var server = await ServeAsync(context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        var expires = _source.Connection!.ClientCertificate.NotAfter;
        var began = _clock.GetUtcNow();

        await SendAsync("{}");
        _clock.Advance(TimeSpan.FromMinutes(1));
        await SendAsync("{}");
        Assert.Equal(new BankIdStatus(IsSimulated: true, true, began, expires), await _status.GetAsync(TestContext.Current.CancellationToken));

        await server.DisposeAsync();
        await IsLostAsync(TransportError.Connect);
        Assert.Equal(new BankIdStatus(IsSimulated: true, false, began.AddMinutes(1), expires), await _status.GetAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task NotConnectedYet_IsConnect()
    {
        _source.Connection = null;

        await IsLostAsync(TransportError.Connect);
    }

    [Fact]
    public async Task NobodyListens_IsConnect()
    {
        var server = await ServeAsync(_ => Task.CompletedTask);
        await server.DisposeAsync();

        await IsLostAsync(TransportError.Connect);
    }

    [Fact]
    public async Task ServerOfAnotherRoot_IsTls()
    {
        using var other = new TestAuthority("Other root");
        await using var server = await TlsServer.StartAsync(_authority, _ => Task.CompletedTask, other.Server());
        _source.Connection = new(server.Address, _authority.Root, _authority.Client());

        await IsLostAsync(TransportError.Tls);
        Assert.Equal(0, server.Requests);
    }

    [Fact]
    public async Task ServerOfAnotherName_IsTls()
    {
        await using var server = await TlsServer.StartAsync(_authority, _ => Task.CompletedTask, _authority.Server("bank.example"));
        _source.Connection = new(server.Address, _authority.Root, _authority.Client());

        await IsLostAsync(TransportError.Tls);
    }

    [Fact]
    public async Task ClientOfAnotherRoot_IsRefused()
    {
        using var other = new TestAuthority("Other root");
        await using var server = await TlsServer.StartAsync(_authority, _ => Task.CompletedTask);
        _source.Connection = new(server.Address, _authority.Root, other.Client());

        // TLS 1.3 reports the refusal only after the handshake, as a reset connection.
        await IsLostAsync(TransportError.Reset);
        Assert.Equal(0, server.Requests);
    }

    [Fact]
    public async Task SlowResponse_IsTimeout_AfterTheRequestsTimeout()
    {
        var arrived = new TaskCompletionSource();
        await using var server = await ServeAsync(async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var sending = _transport.SendAsync(Request("{}"));
        await arrived.Task.WaitAsync(Guard.Timeout);

        _clock.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.False(sending.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(
            new TransportReply.NotAnswered(TransportError.Timeout) { Host = "localhost", Took = TimeSpan.FromSeconds(5) }, await sending.WaitAsync(Guard.Timeout));
    }

    [Fact]
    public async Task ConnectionClosedDuringARequest_IsReset_AndNotSentAgain()
    {
        var close = false;
        await using var server = await ServeAsync(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            if (close)
                context.Abort();
        });
        Assert.IsType<TransportReply.Answered>(await SendAsync("{}"));
        close = true;

        await IsLostAsync(TransportError.Reset);
        Assert.Equal(2, server.Requests);
    }

    [Theory]
    [InlineData(64 * 1024, true)]
    [InlineData((64 * 1024) + 1, false)]
    public async Task Response_IsReadUpToTheLimit(int bytes, bool isRead)
    {
        await using var server = await ServeAsync(context => context.Response.Body.WriteAsync(new byte[bytes]).AsTask());

        var reply = await SendAsync("{}");

        Assert.Equal(isRead ? bytes : -1, reply is TransportReply.Answered answered ? answered.Body.Length : -1);
        if (!isRead)
            Assert.Equal(TransportError.TooLarge, Assert.IsType<TransportReply.NotAnswered>(reply).Error);
    }

    [Fact]
    public async Task Redirect_IsAResponseAndNotFollowed()
    {
        await using var server = await ServeAsync(context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });

        Assert.Equal(302, Assert.IsType<TransportReply.Answered>(await SendAsync("{}")).Status);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task NewAddress_IsUsedFromTheNextRequest_WhileTheOldOneEnds()
    {
        var arrived = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        await using var first = await ServeAsync(async context =>
        {
            arrived.SetResult();
            await go.Task;
            context.Response.StatusCode = 201;
        });
        var slow = _transport.SendAsync(Request("{}"));
        await arrived.Task.WaitAsync(Guard.Timeout);
        await using var second = await ServeAsync(context =>
        {
            context.Response.StatusCode = 202;
            return Task.CompletedTask;
        });

        Assert.Equal(202, Assert.IsType<TransportReply.Answered>(await SendAsync("{}")).Status);
        go.SetResult();
        Assert.Equal(201, Assert.IsType<TransportReply.Answered>(await slow.WaitAsync(Guard.Timeout)).Status);
    }

    [Fact]
    public async Task Connecting_HasItsOwnTimeout()
    {
        // Accepts TCP connections and never starts the TLS handshake.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var options = new BankIdOptions { ConnectTimeout = TimeSpan.FromMilliseconds(100) };
        using var client = _authority.Client();
        using var http = BankIdClient.Create(new(new Uri($"https://localhost:{((IPEndPoint)silent.LocalEndpoint).Port}/"), _authority.Root, client), options);

        var failure = await Record.ExceptionAsync(() => http.PostAsync("collect", null));

        Assert.Equal(TransportError.Connect, BankIdTransport.Classify(failure!, deadlinePassed: false));
    }

    [Fact]
    public void Handler_HasRedirectsCookiesAndProxiesOff()
    {
        using var client = _authority.Client();
        using var handler = BankIdClient.CreateHandler(new(new Uri("https://localhost/"), _authority.Root, client), new BankIdOptions());

        Assert.Equal((false, false, false), (handler.AllowAutoRedirect, handler.UseCookies, handler.UseProxy));
        Assert.Null(handler.ActivityHeadersPropagator);
        Assert.Equal("Tls12, Tls13", handler.SslOptions.EnabledSslProtocols.ToString());
    }

    public void Dispose()
    {
        _transport.Dispose();
        _authority.Dispose();
    }

    private async Task<TlsServer> ServeAsync(RequestDelegate answer)
    {
        var server = await TlsServer.StartAsync(_authority, answer);
        _source.Connection = new(server.Address, _authority.Root, _authority.Client());
        return server;
    }

    private static BankIdRequest Request(string body) => new(1, "collect", "collect", Encoding.UTF8.GetBytes(body), TimeSpan.FromSeconds(5));

    private Task<TransportReply> SendAsync(string body) => _transport.SendAsync(Request(body)).WaitAsync(Guard.Timeout);

    private async Task IsLostAsync(TransportError error)
    {
        Assert.Equal(error, Assert.IsType<TransportReply.NotAnswered>(await SendAsync("{}")).Error);
        Assert.Contains(_logs.Lines, line => line.Contains($"BankID collect got no response: {error}", StringComparison.Ordinal));
        Assert.DoesNotContain(_logs.Lines, line => line.Contains("https:", StringComparison.Ordinal));
    }

    private sealed class Source : IBankIdConnectionSource
    {
        public BankIdConnection? Connection { get; set; }

        public ValueTask<BankIdConnection?> CurrentAsync(CancellationToken cancellation = default) => new(Connection);
    }
}
