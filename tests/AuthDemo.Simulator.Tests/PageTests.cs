using System.Net;
using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Tests;

public sealed class PageTests
{
    [Theory]
    [InlineData("", "text/html; charset=utf-8")]
    [InlineData("phone.css", "text/css; charset=utf-8")]
    [InlineData("phone.js", "text/javascript; charset=utf-8")]
    [InlineData("markdown.js", "text/javascript; charset=utf-8")]
    [InlineData("texts.js", "text/javascript; charset=utf-8")]
    [InlineData("icon.svg", "image/svg+xml")]
    [InlineData("control", "text/html; charset=utf-8")]
    [InlineData("control.css", "text/css; charset=utf-8")]
    [InlineData("control-texts.js", "text/javascript; charset=utf-8")]
    [InlineData("control.js", "text/javascript; charset=utf-8")]
    public async Task Page_IsServedUnderAStrictPolicy(string path, string type)
    {
        await using var simulator = await TestSimulator.StartAsync();

        using var response = await simulator.Phone.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.ToString());
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors http://localhost:* http://127.0.0.1:* https://localhost:*", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherHostName_IsRefused()
    {
        await using var simulator = await TestSimulator.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "") { Headers = { Host = "evil.example" } };

        using var response = await simulator.Phone.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
    }

    [Fact]
    public async Task PlainTextPost_FromAnotherOrigin_IsRefused()
    {
        await using var simulator = await TestSimulator.StartAsync();
        using var content = new StringContent("{}", System.Text.Encoding.UTF8, "text/plain");

        using var response = await simulator.Phone.Http.PostAsync("api/holders", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Holders_AreListedWithTheirCodes()
    {
        await using var simulator = await TestSimulator.StartAsync();

        var answer = await simulator.Phone.PostAsync("holders", new { });

        var holders = answer.Json["holders"]!.AsArray();
        Assert.Equal(["elsa", "karl", "mira", "omar", "asa"], holders.Select(h => h!["id"]!.GetValue<string>()));
        Assert.Equal(["code", "id", "kind", "name", "personalNumber"], holders[0]!.AsObject().Select(m => m.Key).Order());
    }
}
