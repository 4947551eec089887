using System.Net;
using AuthDemo.Web.Tests.Hosting;

namespace AuthDemo.Web.Tests.Shell;

public sealed class HomePageTests
{
    [Fact]
    public async Task Home_NotSignedIn_LeadsToSignIn()
    {
        await using var host = await WebHost.StartAsync();
        var browser = host.NewBrowser();

        var response = await browser.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("""href="/sign-in">Sign in with BankID</a>""", await browser.GetPageAsync("/"), StringComparison.Ordinal);
    }
}
