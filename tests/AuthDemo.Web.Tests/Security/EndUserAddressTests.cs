using System.Net;
using AuthDemo.Web.Security;
using AuthDemo.Web.Tests.Hosting;

namespace AuthDemo.Web.Tests.Security;

public sealed class EndUserAddressTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("fe80::1%3", "fe80::1")]
    [InlineData("::1", "::1")]
    public void Format_IsBankIdsFormat(string address, string expected) =>
        Assert.Equal(expected, EndUserAddress.Format(IPAddress.Parse(address)));

    [Theory]
    [InlineData(null, "203.0.113.9", "192.0.2.7")]
    [InlineData("192.0.2.7", "203.0.113.9", "203.0.113.9")]
    [InlineData("192.0.2.0/24", "203.0.113.9", "203.0.113.9")]
    [InlineData("10.0.0.0/8", "203.0.113.9", "192.0.2.7")]
    [InlineData("192.0.2.7", "198.51.100.1, 203.0.113.9", "203.0.113.9")]
    [InlineData("192.0.2.7", "2001:db8::9", "2001:db8::9")]
    public async Task Start_UsesForwardedAddressesOfTrustedProxiesOnly(string? trusted, string forwarded, string expected)
    {
        (string, string)[] settings = trusted is null ? [] : [("Web:TrustedProxies:0", trusted)];
        await using var host = await WebHost.StartAsync(settings: settings);
        using var browser = host.NewBrowser();
        browser.Headers["X-Forwarded-For"] = forwarded;

        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "other"));

        Assert.Equal(expected, host.Sessions.Started.Single().EndUserIp);
    }
}
