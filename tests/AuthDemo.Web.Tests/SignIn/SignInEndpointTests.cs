using System.Net;
using System.Text.Json;
using AuthDemo.Sessions;
using AuthDemo.Web.Tests.AuthSession;
using AuthDemo.Web.Tests.Hosting;

namespace AuthDemo.Web.Tests.SignIn;

/// <summary>The form posts of sign-in over HTTP.</summary>
public sealed class SignInEndpointTests
{
    [Fact]
    public async Task Start_FromTheForm_StartsOneSessionAndRedirectsToItsPage()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        var response = await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "other"), ("touch", "0"), ("returnUrl", "/"));

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        var intent = Assert.Single(host.Sessions.Started);
        Assert.Equal((Flow.Auth, Device.Other, "192.0.2.7"), (intent.Flow, intent.Device, intent.EndUserIp));
        Assert.Equal("Sign in to AuthDemo.", intent.UserVisibleData);
        Assert.True(OwnerKey.TryParse(browser.Cookie("authdemo-owner"), out var owner));
        Assert.Equal($"/sign-in/{await host.Sessions.CurrentAsync(owner)}", response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Start_WithTouchPointsOfATablet_IsAnIPad()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        browser.Headers["User-Agent"] = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15";

        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "same"), ("touch", "5"));

        Assert.Equal(new ClientPlatform("ios", "safari"), host.Sessions.Started.Single().Client);
        Assert.Equal(Device.Same, host.Sessions.Started.Single().Device);
    }

    [Fact]
    public async Task Start_WithoutAntiforgeryToken_StartsNothing()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        var response = await browser.PostRawAsync("/sign-in/start", ("device", "other"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Your session has expired", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(host.Sessions.Started);
        Assert.Null(browser.Cookie("authdemo-owner"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/sign-in/start")]
    [InlineData("/sign-in/complete")]
    [InlineData("/sign-in?device=other")]
    public async Task Get_AnyPage_StartsNothing(string path)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        await browser.GetAsync(path);

        Assert.Empty(host.Sessions.Started);
        Assert.Null(browser.Cookie("authdemo-owner"));
    }

    [Fact]
    public async Task Start_UnknownDevice_NamesTheFieldAndStartsNothing()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        var response = await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "toaster"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(
            "device must be one of same, other; it was \"toaster\".", problem.RootElement.GetProperty("detail").GetString());
        Assert.Empty(host.Sessions.Started);
    }

    [Theory]
    [InlineData("unavailable", "Signing in is not possible right now. Wait a while and try again.")]
    [InlineData("refused", "We could not start the sign-in. The fault is ours, not yours. Please try again in a while.")]
    public async Task Start_Fails_ShowsANoticeOnTheStartPage(string notice, string text)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        host.Sessions.StartAnswers = notice == "refused"
            ? new StartReply.Invalid([new("end_user_ip", "must be an address")])
            : new StartReply.Unavailable("python");

        var response = await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "other"));

        Assert.Equal($"/sign-in?notice={notice}", response.Headers.Location!.ToString());
        Assert.Contains(text, await browser.GetPageAsync($"/sign-in?notice={notice}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartPage_WithAPendingSession_LinksToIt()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var session = (await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "other"))).Headers.Location!.ToString();

        var page = await browser.GetPageAsync("/sign-in");

        Assert.Contains("You have a sign-in under way", page, StringComparison.Ordinal);
        Assert.Contains($"""href="{session}">Continue signing in</a>""", page, StringComparison.Ordinal);
        Assert.Single(host.Sessions.Started);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0", "other", "Would you like to use BankID on this computer, or a Mobile BankID?")]
    [InlineData("Mozilla/5.0 (Linux; Android 14) Chrome/131.0", "same", "Do you want to use BankID on this device or another device?")]
    public async Task StartPage_OffersTheLikelierDeviceFirst(string userAgent, string first, string question)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        browser.Headers["User-Agent"] = userAgent;

        var page = await browser.GetPageAsync("/sign-in");

        Assert.Contains(question, page, StringComparison.Ordinal);
        Assert.Contains($"""class="choice primary" name="device" value="{first}">""", page, StringComparison.Ordinal);
        Assert.Contains($"""class="choice secondary" name="device" value="{(first == "same" ? "other" : "same")}">""", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SessionPage_ForItsOwner_ShowsTheCurrentState()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var (session, _) = await Signed(host, browser, AuthStates.One<AuthState.EnteringCode>());

        var response = await browser.GetAsync($"/sign-in/{session}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(">Enter your security code</h1>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, host.Sessions.Followers(session));
    }

    [Fact]
    public async Task SessionPage_ForAnybodyElse_IsNotFoundAsForAnUnknownSession()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var session = host.Sessions.Add(OwnerKey.New(), AuthStates.One<AuthState.AwaitingScan>());
        browser.SetCookie("authdemo-owner", OwnerKey.New().Reveal());

        var foreign = await browser.GetAsync($"/sign-in/{session}");
        var unknown = await browser.GetAsync($"/sign-in/{SessionId.New()}");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (foreign.StatusCode, unknown.StatusCode));
        var page = await foreign.Content.ReadAsStringAsync();
        Assert.Contains("This sign-in cannot be shown here", page, StringComparison.Ordinal);
        Assert.DoesNotContain("qr-modules", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SessionPage_WithoutOwnersCookie_IsNotFoundAndOpensNoCircuit()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var session = host.Sessions.Add(OwnerKey.New(), AuthStates.One<AuthState.AwaitingScan>());

        var response = await browser.GetAsync($"/sign-in/{session}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("This sign-in cannot be shown here", page, StringComparison.Ordinal);
        Assert.DoesNotContain("blazor.web", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SubmittedTwice_HasTheSameIntent()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "same"));
        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "same"));

        Assert.Equal(host.Sessions.Started[0], host.Sessions.Started[1]);
    }

    [Fact]
    public async Task Start_ReturnUrl_HasTheConfiguredOriginForAnyRequest()
    {
        await using var host = await WebHost.StartAsync("https://login.example.se");
        using var browser = host.NewBrowser("https");
        browser.Headers["Host"] = "login.example.se:444";

        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "same"));

        Assert.Equal("https://login.example.se/sign-in/return/{session}?nonce={nonce}", host.Sessions.Started.Single().ReturnUrl);
    }

    private static async Task<(SessionId Session, OwnerKey Owner)> Signed(WebHost host, Browser browser, AuthState state)
    {
        var owner = OwnerKey.TryParse(browser.Cookie("authdemo-owner"), out var known) ? known : OwnerKey.New();
        browser.SetCookie("authdemo-owner", owner.Reveal());
        return (await Task.FromResult(host.Sessions.Add(owner, state)), owner);
    }
}
