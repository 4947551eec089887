using AuthDemo.Web.Security;
using AuthDemo.Web.Tests.Hosting;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Tests.Security;

public sealed class WebOptionsTests
{
    [Theory]
    [InlineData("https://login.example.se")]
    [InlineData("https://login.example.se:8443/")]
    [InlineData("http://localhost:5080")]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://[::1]:5080")]
    public void PublicUrl_HttpsOrLoopback_IsValid(string url) =>
        Assert.True(new WebOptionsValidator().Validate(null, new() { PublicUrl = url }).Succeeded);

    [Theory]
    [InlineData("http://login.example.se", "Web:PublicUrl must be https unless its host is loopback; given: \"http://login.example.se\".")]
    [InlineData("login.example.se", "Web:PublicUrl must be an absolute http or https URL; given: \"login.example.se\".")]
    [InlineData("ftp://login.example.se", "Web:PublicUrl must be an absolute http or https URL; given: \"ftp://login.example.se\".")]
    [InlineData("https://example.se/login", "Web:PublicUrl must be scheme, host and port only; given: \"https://example.se/login\".")]
    public void PublicUrl_Other_NamesTheKey(string url, string message) =>
        Assert.Equal([message], new WebOptionsValidator().Validate(null, new() { PublicUrl = url }).Failures);

    [Fact]
    public void TrustedProxies_NoAddress_NamesTheKeyAndPlace() => Assert.Equal(
        ["Web:TrustedProxies:1 must be an IP address or a network such as 10.0.0.0/8; given: \"proxy.local\"."],
        new WebOptionsValidator().Validate(null, new() { TrustedProxies = ["10.0.0.1", "proxy.local"] }).Failures);

    [Fact]
    public async Task Start_InvalidOptions_Fails() =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => WebHost.StartAsync("http://login.example.se"));
}
