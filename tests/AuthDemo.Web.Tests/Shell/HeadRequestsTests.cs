using System.Net;
using AuthDemo.Web.Tests.Hosting;

namespace AuthDemo.Web.Tests.Shell;

public sealed class HeadRequestsTests
{
    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/sign-in", HttpStatusCode.OK)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/mark.svg", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/console", HttpStatusCode.NotFound)]
    public async Task Head_IsAnsweredLikeGet(string path, HttpStatusCode status)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        var (head, get) = (await browser.RequestAsync("HEAD", path), await browser.GetAsync(path));

        Assert.Equal(status, head.StatusCode);
        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
    }
}
