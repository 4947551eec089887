using System.Net;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.Tests.Hosting;
using Bunit;

namespace AuthDemo.Web.Tests.AuthSession;

/// <summary>The return URL of the app: session and nonce, in any tab.</summary>
public sealed class ReturnTests
{
    private const string Nonce = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    [Theory]
    [InlineData(Flow.Auth, "/sign-in")]
    [InlineData(Flow.Sign, "/sign")]
    [InlineData(Flow.Payment, "/payment")]
    public async Task Return_ToTheBrowserThatStarted_PassesTheNonceAndRedirectsToItsSession(Flow flow, string path)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var owner = OwnerKey.New();
        browser.SetCookie("authdemo-owner", owner.Reveal());
        var session = host.Sessions.Add(owner, AuthStates.One<AuthState.EnteringCode>(), Device.Same, intent: new() { Flow = flow });

        var response = await browser.GetAsync($"{path}/return/{session}?nonce={Nonce}");

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.EndsWith($"{path}/{session}", response.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal([(session, owner, Nonce)], host.Sessions.Returned);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Return_ToAnotherBrowser_OffersToStartHereAndSaysNothingOfTheSession(bool hasKey)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var other = OwnerKey.New();
        if (hasKey)
            browser.SetCookie("authdemo-owner", other.Reveal());
        var session = host.Sessions.Add(OwnerKey.New(), AuthStates.One<AuthState.AwaitingLaunch>(), Device.Same);

        var response = await browser.GetAsync($"/sign-in/return/{session}?nonce={Nonce}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("You are in another browser", page, StringComparison.Ordinal);
        Assert.Contains("action=\"/sign-in/start\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("autostarttoken", page, StringComparison.Ordinal);
        Assert.DoesNotContain("blazor.web", page, StringComparison.Ordinal);
        Assert.Equal([(session, hasKey ? other : null, Nonce)], host.Sessions.Returned);
    }

    [Theory]
    [InlineData("/sign-in", "/console?tab=live", "/console?tab=live")]
    [InlineData("/sign-in", "//evil.example", "/")]
    [InlineData("/sign-in", "https://evil.example/", "/")]
    public async Task Return_ToAnotherBrowser_StartsWithTheSameDestination(string path, string to, string destination)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var session = host.Sessions.Add(OwnerKey.New(), AuthStates.One<AuthState.AwaitingLaunch>(), Device.Same);

        var page = await (await browser.GetAsync($"{path}/return/{session}?nonce={Nonce}&to={Uri.EscapeDataString(to)}")).Content.ReadAsStringAsync();

        Assert.Contains($"name=\"returnUrl\" value=\"{destination}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithADestination_IsTakenAlongInTheReturnAddress()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "same"), ("returnUrl", "/console?tab=live"));
        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "same"));
        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "same"), ("returnUrl", "https://evil.example/"));

        Assert.Equal(
            ["&to=%2Fconsole%3Ftab%3Dlive", "&to=%2Fconsole%3Ftab%3Dlive", ""],
            host.Sessions.Started.Select(intent => intent.ReturnUrl!.Split("{nonce}")[1]));
    }

    [Fact]
    public async Task Start_AfterTheAppReturnedToAnotherBrowser_SendsNoReturnAddressAndSoDoesNotLoop()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "same"), ("return", "manual"));

        Assert.Null(host.Sessions.Started.Single().ReturnUrl);
    }

    [Theory]
    [InlineData("session", true)]
    [InlineData("risk", false)]
    public void Rejected_BecauseOfAnotherBrowser_IsTriedAgainWithoutAReturnAddress(string policy, bool manually)
    {
        using var screen = SessionScreen.Show(new AuthState.Rejected(policy) { Message = "rejected_" + policy }, device: Device.Same);

        Assert.Equal(manually, screen.Component.FindAll("input[name=return][value=manual]").Count == 1);
    }

    [Fact]
    public async Task Return_WithAnInvalidId_CallsNoSession()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/sign-in/return/nonsense?nonce=x")).StatusCode);
        Assert.Empty(host.Sessions.Returned);
    }

    [Fact]
    public async Task Return_AfterAnotherTabSignedIn_RedirectsHome()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var owner = OwnerKey.New();
        browser.SetCookie("authdemo-owner", owner.Reveal());
        var session = host.Sessions.Add(owner, AuthStates.One<AuthState.Completed>());
        var ticket = await host.Sessions.IssueTicketAsync(session, owner);
        await browser.PostAsync("/", "/sign-in/complete", ("ticket", ticket!.Reveal()));

        var own = await browser.GetAsync($"/sign-in/return/{session}?nonce={Nonce}");
        Assert.Equal((HttpStatusCode.Found, "/"), (own.StatusCode, new Uri(new("http://localhost"), own.Headers.Location!).PathAndQuery));
        Assert.Empty(host.Sessions.Returned);

        // A link to another user's session shows the notice, also to a signed-in user.
        var foreign = host.Sessions.Add(OwnerKey.New(), AuthStates.One<AuthState.EnteringCode>());
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/sign-in/return/{foreign}?nonce={Nonce}")).StatusCode);
        Assert.Equal([(foreign, null, Nonce)], host.Sessions.Returned);
    }
}
