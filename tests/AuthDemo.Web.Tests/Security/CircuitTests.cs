using System.Net;
using AuthDemo.Sessions;
using AuthDemo.Web.Tests.AuthSession;
using AuthDemo.Web.Tests.Hosting;

namespace AuthDemo.Web.Tests.Security;

/// <summary>Who may open a circuit, and what a circuit may follow.</summary>
public sealed class CircuitTests
{
    [Theory]
    [InlineData(null, HttpStatusCode.OK)] // not a browser's page: an old browser's or a tool's request
    [InlineData("https://login.example.se", HttpStatusCode.OK)]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("https://login.example.se.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    public async Task Circuit_OfAnotherOriginsPage_IsRefused(string? origin, HttpStatusCode status) =>
        Assert.Equal(status, await NegotiateAsync("/_blazor/negotiate?negotiateVersion=1", origin));

    [Theory]
    [InlineData("/_Blazor/negotiate?negotiateVersion=1")]
    [InlineData("/_BLAZOR/NEGOTIATE?negotiateVersion=1")]
    [InlineData("/_blazor/negotiate/?negotiateVersion=1")]
    [InlineData("/%5Fblazor/negotiate?negotiateVersion=1")]
    [InlineData("/_Blazor")]
    [InlineData("/_Blazor/disconnect")]
    public async Task CircuitOfAnotherOrigin_IsRefusedInEverySpellingThatRoutingAccepts(string path) =>
        Assert.Equal(HttpStatusCode.Forbidden, await NegotiateAsync(path, "https://evil.example"));

    [Fact]
    public void MarkerReplayedInAnotherBrowser_DoesNotFollowTheSession()
    {
        using var other = SessionScreen.Show(AuthStates.One<AuthState.AwaitingScan>(), browser: OwnerKey.New());

        Assert.Equal(0, other.Sessions.Followers(other.Id));
        Assert.Contains("This sign-in cannot be shown here", other.Component.Markup, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> NegotiateAsync(string path, string? origin)
    {
        await using var host = await WebHost.StartAsync("https://login.example.se");
        using var browser = host.NewBrowser("https");
        browser.Headers["Host"] = "login.example.se";
        if (origin is not null)
            browser.Headers["Origin"] = origin;
        return (await browser.PostRawAsync(path)).StatusCode;
    }
}
