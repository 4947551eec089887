using System.Net;
using System.Text.RegularExpressions;
using AuthDemo.Sessions;
using AuthDemo.Web.Tests.AuthSession;
using AuthDemo.Web.Tests.Hosting;

namespace AuthDemo.Web.Tests.Security;

public sealed partial class SecurityHeadersTests
{
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; object-src 'none'; " +
        "base-uri 'self'; form-action 'self'; frame-src 'none'; frame-ancestors 'none'";

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/sign-in", HttpStatusCode.OK)]
    [InlineData("/sign-in/{session}", HttpStatusCode.OK)]
    [InlineData("/sign", HttpStatusCode.OK)]
    [InlineData("/sign?id=rental", HttpStatusCode.OK)]
    [InlineData("/sign/{session}", HttpStatusCode.OK)]
    [InlineData("/sign/return/{session}", HttpStatusCode.Found)]
    [InlineData("/payment?id=engine", HttpStatusCode.OK)]
    [InlineData("/payment/return/AAAAAAAAAAAAAAAAAAAAAA?nonce=x", HttpStatusCode.NotFound)]
    [InlineData("/sign-in/AAAAAAAAAAAAAAAAAAAAAA", HttpStatusCode.NotFound)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/error", HttpStatusCode.InternalServerError)]
    public async Task EveryPage_HasTheHeadersAndNothingInline(string path, HttpStatusCode status)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var owner = OwnerKey.New();
        browser.SetCookie("authdemo-owner", owner.Reveal());
        var session = host.Sessions.Add(owner, AuthStates.One<AuthState.AwaitingScan>());

        var response = await browser.GetAsync(path.Replace("{session}", session.Value, StringComparison.Ordinal));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal([Policy], response.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
        Assert.Equal("DENY", Header(response, "X-Frame-Options"));
        Assert.Equal("same-origin", Header(response, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(response, "Cross-Origin-Opener-Policy"));
        Assert.StartsWith("accelerometer=(), camera=()", Header(response, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
        var page = await response.Content.ReadAsStringAsync();
        Assert.Empty(Inline().Matches(page));
        Assert.DoesNotContain("mudblazor", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task StaticAsset_MayBeCachedByTheBrowser()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var sheet = StyleSheet().Match(await browser.GetPageAsync("/")).Groups[1].Value;

        var response = await browser.GetAsync("/" + sheet);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/css", response.Content.Headers.ContentType!.MediaType);
        Assert.NotEqual("no-store", response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Hsts_OnHttps_CoversAYearAndSubdomains()
    {
        await using var host = await WebHost.StartAsync("https://login.example.se");
        using var browser = host.NewBrowser("https");
        browser.Headers["Host"] = "login.example.se";

        Assert.Equal("max-age=31536000; includeSubDomains", Header(await browser.GetAsync("/"), "Strict-Transport-Security"));
    }

    [Fact]
    public async Task Host_OtherThanThePublicOne_IsRefused()
    {
        await using var host = await WebHost.StartAsync("https://login.example.se");
        using var browser = host.NewBrowser("https");
        browser.Headers["Host"] = "evil.example";

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync("/sign-in")).StatusCode);
    }

    private static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));

    /// <summary>Matches what the policy blocks: inline scripts and styles, style and event attributes.</summary>
    [GeneratedRegex(@"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex("""rel="stylesheet" href="([^"]+)""")]
    private static partial Regex StyleSheet();
}
