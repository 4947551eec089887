using System.Net;
using System.Net.Sockets;
using System.Text;
using AuthDemo.Sessions.BankId;
using AuthDemo.Web.Tests.Console;
using AuthDemo.Web.Tests.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AuthDemo.Web.Tests.Security;

/// <summary>Requests that reach the service in a way that browsers do not.</summary>
public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/nowhere")]
    public async Task PlainHttpUnderAnHttpsPublicUrl_Is400(string path)
    {
        await using var host = await WebHost.StartAsync("https://login.example.se");
        using var browser = host.NewBrowser();
        browser.Headers["Host"] = "login.example.se";

        var response = await browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("over https only", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Via", "1.1 proxy")]
    public async Task ProxyThatIsNotTrusted_IsToldWhichKeyToSet(string header, string value)
    {
        using var log = new LogCapture();
        await using var host = await WebHost.StartAsync("https://login.example.se", log: log);
        using var browser = host.NewBrowser();
        browser.Headers["Host"] = "login.example.se";
        browser.Headers[header] = value;

        var responses = new[] { await browser.GetAsync("/"), await browser.GetAsync("/sign-in") };

        foreach (var response in responses)
        {
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("Web:TrustedProxies", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.Contains("192.0.2.7", Assert.Single(log.Entries, entry => entry.Message.Contains("Web:TrustedProxies", StringComparison.Ordinal)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErrorPageThatFails_IsReplacedByAPageThatNeedsNothing()
    {
        await using var host = await WebHost.StartAsync(services: services => services.AddSingleton<IAntiforgery>(new BrokenAntiforgery()));
        using var browser = host.NewBrowser();

        var response = await browser.GetAsync("/sign-in");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("The fault is ours", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(response.Headers.Contains("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("GET / HTTP/1.0\r\n\r\n")]
    [InlineData("GET /sign-in HTTP/1.0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n")]
    public async Task RequestWithoutHost_Is400(string request)
    {
        await using var host = await WebHost.StartAsync(listen: true);

        Assert.StartsWith("HTTP/1.1 400 ", await SendAsync(host.Url, request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.244.0.5:8080", "/health/live")]
    [InlineData("localhost", "/health/live")]
    [InlineData("10.244.0.5:8080", "/Health/Live/")]
    public async Task ProbeWithAnyHost_IsAnswered(string name, string path)
    {
        await using var host = await WebHost.StartAsync("https://login.example.se");
        using var browser = host.NewBrowser();
        browser.Headers["Host"] = name;

        Assert.Equal("""{"status":"healthy","checks":{}}""", await browser.GetPageAsync(path));
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/live/x")]
    [InlineData("/healthy")]
    [InlineData("/metrics")]
    public async Task AnyOtherPath_StillNeedsThePublicHost(string path)
    {
        await using var host = await WebHost.StartAsync("https://login.example.se");
        using var browser = host.NewBrowser("https");
        browser.Headers["Host"] = "10.244.0.5:8080";

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task ReadinessWithAnyHost_IsAnswered()
    {
        await using var host = await WebHost.StartAsync(
            "https://login.example.se", services: services => services.AddSingleton<IBankIdStatus>(new FakeBankId()));
        using var browser = host.NewBrowser();
        browser.Headers["Host"] = "10.244.0.5:8080";

        Assert.Contains("\"checks\":{\"bankid\"", await browser.GetPageAsync("/health/ready"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "/")]
    [InlineData("DELETE", "/sign-in/start")]
    public async Task MethodNotAllowed_DoesNotCallTheFaultOurs(string method, string path)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        var response = await browser.RequestAsync(method, path);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("This request cannot be answered", page, StringComparison.Ordinal);
        Assert.DoesNotContain("The fault is ours", page, StringComparison.Ordinal);
    }

    private static async Task<string> SendAsync(string url, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(url).Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Fails as the framework's does when its cookie cannot be set or its keys cannot be read.</summary>
    private sealed class BrokenAntiforgery : IAntiforgery
    {
        public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => throw new InvalidOperationException();

        public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => throw new InvalidOperationException();

        public Task<bool> IsRequestValidAsync(HttpContext httpContext) => throw new InvalidOperationException();

        public void SetCookieTokenAndHeader(HttpContext httpContext) => throw new InvalidOperationException();

        public Task ValidateRequestAsync(HttpContext httpContext) => throw new InvalidOperationException();
    }
}
