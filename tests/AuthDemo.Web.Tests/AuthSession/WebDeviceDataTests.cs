using AuthDemo.Sessions;
using AuthDemo.Web.Tests.Hosting;

namespace AuthDemo.Web.Tests.AuthSession;

/// <summary>The browser data that BankID gets, and its cookie.</summary>
public sealed class WebDeviceDataTests
{
    [Fact]
    public async Task Start_SendsDomainUserAgentAndAHashOfTheDeviceCookie()
    {
        await using var host = await WebHost.StartAsync("https://login.example.se", settings: ("Web:ReferringDomain", "example.se"));
        using var browser = host.NewBrowser("https");
        browser.Headers["Host"] = "login.example.se";
        browser.Headers["User-Agent"] = "Agent/1.0";

        var response = await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "other"));

        var web = Assert.Single(host.Sessions.Started).Web!;
        Assert.Equal(("example.se", "Agent/1.0"), (web.ReferringDomain, web.UserAgent));
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), c => c.StartsWith("__Host-authdemo-device=", StringComparison.Ordinal));
        Assert.EndsWith("; max-age=34473600; path=/; secure; samesite=strict; httponly", cookie, StringComparison.Ordinal);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", web.DeviceIdentifier);
        Assert.DoesNotContain(web.DeviceIdentifier, cookie, StringComparison.Ordinal);
        Assert.Equal("WebDevice { *** }", web.ToString());
    }

    [Fact]
    public async Task Start_OfTheSameBrowserLater_IsTheSameDevice_AndAnotherBrowserIsNot()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        using var other = host.NewBrowser();
        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "other"));
        browser.SetCookie("authdemo-owner", "");
        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "other"));
        await other.PostAsync("/sign-in", "/sign-in/start", ("device", "other"));

        var devices = host.Sessions.Started.Select(intent => intent.Web!.DeviceIdentifier).ToList();
        Assert.Equal(devices[0], devices[1]);
        Assert.NotEqual(devices[0], devices[2]);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("not base64 at all, and of some length to be sure")]
    public async Task Start_WithAnInvalidCookie_SetsANewOne(string given)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        browser.SetCookie("authdemo-device", Uri.EscapeDataString(given));

        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "other"));

        Assert.Matches("^[A-Za-z0-9_-]{43}$", browser.Cookie("authdemo-device"));
    }

    [Theory]
    [InlineData(256, 256)]
    [InlineData(257, 256)]
    [InlineData(0, null)]
    public async Task Start_UserAgent_IsCutAt256CharactersAndLeftOutWhenThereIsNone(int given, int? expected)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        if (given > 0)
            browser.Headers["User-Agent"] = "A/" + new string('x', given - 2);

        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "other"));

        Assert.Equal(expected, host.Sessions.Started.Single().Web!.UserAgent?.Length);
    }

    [Theory]
    [InlineData("https://login.example.se", "login.example.se")]
    [InlineData("https://inlöggning.example.se", "xn--inlggning-27a.example.se")]
    [InlineData("https://192.0.2.1", null)]
    [InlineData("http://localhost:5080", null)]
    public void Domain_WithoutASetting_IsThePublicHostIfItIsADomain(string url, string? domain) =>
        Assert.Equal(domain, new Web.Security.WebOptions { PublicUrl = url }.Domain);

    [Theory]
    [InlineData("Example.se")]
    [InlineData("https://example.se")]
    [InlineData("example")]
    [InlineData("-a.se")]
    [InlineData("räksmörgås.se")]
    [InlineData("192.0.2.1")]
    public void ReferringDomain_Invalid_NamesTheKey(string domain) => Assert.Equal(
        [$"Web:ReferringDomain must be a domain name of 3-253 characters in lower case and punycode; given: \"{domain}\"."],
        new Web.Security.WebOptionsValidator().Validate(null, new() { ReferringDomain = domain }).Failures);

    [Fact]
    public async Task Start_TurnedOff_SendsNothingAndSetsNoCookie()
    {
        await using var host = await WebHost.StartAsync(settings: ("Web:DeviceData", "false"));
        using var browser = host.NewBrowser();

        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "other"));

        Assert.Null(host.Sessions.Started.Single().Web);
        Assert.Null(browser.Cookie("authdemo-device"));
    }
}
