using System.Net;
using System.Text.RegularExpressions;
using AuthDemo.Web.Tests.Hosting;

namespace AuthDemo.Web.Tests.Home;

public sealed partial class HomePageTests
{
    [Fact]
    public async Task Home_NotSignedIn_OffersToSignInToSignAndToPay()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        Assert.Equal(["/sign-in", "/sign", "/payment"], Choices(await browser.GetPageAsync("/")));
    }

    [Fact]
    public async Task Home_WithNothingToSignOrPay_OffersToSignInOnly()
    {
        await using var host = await WebHost.StartAsync(signRequests: new NoSignRequests());
        using var browser = host.NewBrowser();

        Assert.Equal(["/sign-in"], Choices(await browser.GetPageAsync("/")));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/sign")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/payment")).StatusCode);
    }

    private static IEnumerable<string> Choices(string page) => Choice().Matches(page).Select(m => m.Groups[1].Value);

    [GeneratedRegex("""<a class="button choice [a-z]+" href="([^"]+)">""")]
    private static partial Regex Choice();
}
