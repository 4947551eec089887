using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AuthDemo.Simulator.Tests;

/// <summary>The RP API byte by byte, over a TLS connection without an HTTP library: what a client of any kind gets to read.</summary>
public sealed class RawHttpTests
{
    [Fact]
    public async Task Cancel_OfNoOrder_AnswersExactlyThis()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await TalkAsync(simulator, Post("cancel", """{"orderRef":"131daac9-16c6-4618-beb0-365768f37288"}"""));

        Assert.Equal("HTTP/1.1 400 Bad Request", answer[0]);
        Assert.Equal(["Cache-Control: no-store", "Connection: close", "Content-Length: 59", "Content-Type: application/json"],
            answer[1..^2].Where(header => !header.StartsWith("Date:", StringComparison.Ordinal)).Order());
        Assert.Equal(["", """{"errorCode":"invalidParameters","details":"No such order"}"""], answer[^2..]);
    }

    [Fact]
    public async Task OtherVerb_AnswersWithoutABodyAndNamesTheRightOne()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await TalkAsync(simulator, "GET /rp/v6.0/auth HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.Equal("HTTP/1.1 405 Method Not Allowed", answer[0]);
        Assert.Contains("Allow: POST", answer);
        Assert.Contains("Content-Length: 0", answer);
        Assert.Equal("", answer[^1]);
    }

    [Fact]
    public async Task Connection_IsKeptForTheNextRequest()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await TalkAsync(simulator, Post("auth", Requests.Auth, close: false) + Post("auth", Requests.Auth));

        Assert.Equal(2, answer.Count(line => line.EndsWith("HTTP/1.1 200 OK", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Http2_IsNotOffered()
    {
        await using var simulator = await TestSimulator.StartAsync();
        await using var tls = await ConnectAsync(simulator, SslApplicationProtocol.Http2, SslApplicationProtocol.Http11);

        Assert.Equal(SslApplicationProtocol.Http11, tls.NegotiatedApplicationProtocol);
        Assert.True(tls.IsMutuallyAuthenticated);
        Assert.Contains(tls.SslProtocol, (SslProtocols[])[SslProtocols.Tls12, SslProtocols.Tls13]);
    }

    private static string Post(string path, string body, bool close = true) =>
        $"POST /rp/v6.0/{path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n"
        + $"{(close ? "Connection: close\r\n" : "")}\r\n{body}";

    /// <summary>Sends this and reads until the simulator hangs up; what it said, by lines.</summary>
    private static async Task<string[]> TalkAsync(TestSimulator simulator, string request)
    {
        await using var tls = await ConnectAsync(simulator);
        await tls.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(tls, Encoding.UTF8);
        return (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split("\r\n");
    }

    private static async Task<SslStream> ConnectAsync(TestSimulator simulator, params List<SslApplicationProtocol> protocols)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", simulator.Server.RpUrl.Port, TestContext.Current.CancellationToken);
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(simulator.Server.TrustAnchor);
        var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost", CertificateChainPolicy = policy, ApplicationProtocols = protocols,
            LocalCertificateSelectionCallback = (_, _, _, _, _) => simulator.Server.RpCertificate,
        }, TestContext.Current.CancellationToken);
        return tls;
    }
}
