using System.Net;
using AuthDemo.Web.Tests.Hosting;

namespace AuthDemo.Web.Tests.Playground;

/// <summary>/try exists with a simulated phone only, and only then may pages be framed, by this origin.</summary>
public sealed class PlaygroundTests
{
    private static readonly Uri s_phone = new("http://127.0.0.1:5081/");

    [Fact]
    public async Task Try_ShowsPagePhoneAndRequestsInFrames()
    {
        await using var host = await WebHost.StartAsync(phonePage: s_phone);
        using var browser = host.NewBrowser();

        var response = await browser.GetAsync("/try");
        var page = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("src=\"/sign-in\"", page, StringComparison.Ordinal);
        Assert.Contains("name=\"bankid-phone\"", page, StringComparison.Ordinal);
        Assert.Contains("src=\"http://127.0.0.1:5081/control?frame\"", page, StringComparison.Ordinal);
        Assert.Contains("frame-src 'self' http://127.0.0.1:5081; frame-ancestors 'none'", Policy(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_WithoutSimulator_IsNotFound()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/try")).StatusCode);
    }

    [Theory]
    [InlineData("iframe", "'self'", "SAMEORIGIN")]
    [InlineData("document", "'none'", "DENY")]
    [InlineData(null, "'none'", "DENY")]
    public async Task OtherPages_MayBeFramedByThisOriginOnly(string? destination, string ancestors, string frameOptions)
    {
        await using var host = await WebHost.StartAsync(phonePage: s_phone);
        using var browser = host.NewBrowser();
        if (destination is not null)
            browser.Headers["Sec-Fetch-Dest"] = destination;

        var response = await browser.GetAsync("/sign-in");

        Assert.EndsWith($"frame-src 'none'; frame-ancestors {ancestors}", Policy(response), StringComparison.Ordinal);
        Assert.Equal(frameOptions, response.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("same-origin-allow-popups", response.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
    }

    [Fact]
    public async Task WithoutSimulator_NoPageMayBeFramed()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        browser.Headers["Sec-Fetch-Dest"] = "iframe";

        var response = await browser.GetAsync("/sign-in");

        Assert.EndsWith("frame-src 'none'; frame-ancestors 'none'", Policy(response), StringComparison.Ordinal);
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
    }

    private static string Policy(HttpResponseMessage response) => response.Headers.GetValues("Content-Security-Policy").Single();
}
