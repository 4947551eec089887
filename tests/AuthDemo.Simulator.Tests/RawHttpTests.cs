using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Tests;

/// <summary>The RP API byte by byte, over a TLS connection without an HTTP library: what any client receives.</summary>
public sealed class RawHttpTests
{
    [Fact]
    public async Task Cancel_OfNoOrder_ReturnsExactlyThisResponse()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await SendAsync(simulator, Post("cancel", """{"orderRef":"131daac9-16c6-4618-beb0-365768f37288"}"""));

        Assert.Equal("HTTP/1.1 400 Bad Request", answer[0]);
        Assert.Equal(
            ["Cache-Control: no-cache, no-store, must-revalidate", "Connection: close", "Content-Length: 59", "Content-Type: application/json",
                "Expires: 0", "Pragma: no-cache"],
            answer[1..^2].Where(header => !header.StartsWith("Date:", StringComparison.Ordinal)).Order());
        Assert.Equal(["", """{"errorCode":"invalidParameters","details":"No such order"}"""], answer[^2..]);
    }

    [Fact]
    public async Task OtherVerb_IsRefusedWithoutBodyAndNamesTheRightOne()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await SendAsync(simulator, "GET /rp/v6.0/auth HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        Assert.Equal("HTTP/1.1 405 Method Not Allowed", answer[0]);
        Assert.Contains("Allow: POST", answer);
        Assert.Contains("Content-Length: 0", answer);
        Assert.Equal("", answer[^1]);
    }

    /// <summary>A body that HTTP cannot deliver: longer than the server takes, and badly chunked.</summary>
    [Theory]
    [InlineData("Content-Length: 31000000\r\n\r\n{}")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public async Task BodyThatCannotBeRead_IsInvalidParametersWithTheServicesHeaders(string rest)
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await SendAsync(simulator, $"POST /rp/v6.0/auth HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n{rest}");

        Assert.Equal("HTTP/1.1 400 Bad Request", answer[0]);
        Assert.Contains("Pragma: no-cache", answer);
        Assert.Contains("invalidParameters", answer[^1], StringComparison.Ordinal);
    }

    /// <summary>Text that is not Unicode, as bytes: a lone surrogate as an escape, in a value and in a name, and a byte that is not UTF-8.</summary>
    [Theory]
    [InlineData("auth", """{"endUserIp":"203.0.113.5","web":{"userAgent":"\ud800"}}""")]
    [InlineData("auth", """{"endUserIp":"203.0.113.5","web":{"\udc00":"x"}}""")]
    [InlineData("auth", "{\"endUserIp\":\"203.0.113.5\",\"web\":{\"userAgent\":\"\u00e5\"}}")]
    [InlineData("collect", """{"orderRef":"\ud800"}""")]
    [InlineData("cancel", """{"orderRef":"131daac9-16c6-4618-beb0-365768f3728\ud800"}""")]
    public async Task TextThatIsNotUnicode_IsInvalidParameters(string path, string body)
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await SendAsync(simulator, Post(path, body));

        Assert.Equal("HTTP/1.1 400 Bad Request", answer[0]);
        Assert.Equal("""{"errorCode":"invalidParameters","details":"Invalid request"}""", answer[^1]);
    }

    /// <summary>Both forms were recorded at the test service with status 200.</summary>
    [Theory]
    [InlineData("UGxlYXNlIGxvZ2luIQ==\\n", "Please login!")]
    [InlineData("TG9yZW0gaXBzdW0gZG9sb3Igc2l0IGFtZXQsIGNvbnNlY3RldHVyIGFkaXBp\\nc2NpbmcgZWxpdC4=\\n", "Lorem ipsum dolor sit amet, consectetur adipiscing elit.")]
    public async Task Base64WithLineBreaks_IsAcceptedAndShown(string base64, string text)
    {
        await using var simulator = await TestSimulator.StartAsync();
        var body = $$"""{"personalNumber":"198507099821","callInitiator":"RP","userVisibleData":"{{base64}}"}""";

        var answer = await SendAsync(simulator, Post("phone/sign", body));

        Assert.Equal("HTTP/1.1 200 OK", answer[0]);
        Assert.Equal(text, (await simulator.Phone.PostAsync("start", new { holder = "elsa" }))["text"]);
    }

    [Fact]
    public async Task Connection_IsKeptForTheNextRequest()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await SendAsync(simulator, Post("auth", Requests.Auth, close: false) + Post("auth", Requests.Auth));

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

    /// <summary>Sends the request and reads until the simulator closes the connection; returns lines.</summary>
    private static async Task<string[]> SendAsync(TestSimulator simulator, string request)
    {
        await using var tls = await ConnectAsync(simulator);
        await tls.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
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
