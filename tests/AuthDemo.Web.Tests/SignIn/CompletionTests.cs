using System.Net;
using System.Text.Json;
using AuthDemo.Sessions;
using AuthDemo.Web.Tests.AuthSession;
using AuthDemo.Web.Tests.Hosting;

namespace AuthDemo.Web.Tests.SignIn;

/// <summary>The end of a sign-in over HTTP: tickets, the user cookie, redirects, and signing out.</summary>
public sealed class CompletionTests
{
    [Fact]
    public async Task Complete_OwnTicket_SignsInAndDeletesTheOwnerCookie()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var (session, owner) = await Signed(host, browser, AuthStates.One<AuthState.Completed>());
        var ticket = await host.Sessions.IssueTicketAsync(session, owner);

        var response = await browser.PostAsync("/", "/sign-in/complete", ("ticket", ticket!.Reveal()));

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/", response.Headers.Location!.ToString());
        Assert.Null(browser.Cookie("authdemo-owner"));
        var home = await browser.GetPageAsync("/");
        Assert.Contains("Welcome, Tolvan", home, StringComparison.Ordinal);
        Assert.Contains("19121212-••••", WebUtility.HtmlDecode(home), StringComparison.Ordinal);
        Assert.DoesNotContain("191212121212", home, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_SameTicketTwice_SignsInOnce()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var (session, owner) = await Signed(host, browser, AuthStates.One<AuthState.Completed>());
        var ticket = (await host.Sessions.IssueTicketAsync(session, owner))!.Reveal();
        await host.Sessions.RedeemAsync(Ticket.TryParse(ticket, out var parsed) ? parsed : null!, owner);

        var response = await browser.PostAsync("/", "/sign-in/complete", ("ticket", ticket));

        Assert.Equal("/sign-in?notice=expired", response.Headers.Location!.ToString());
        Assert.Null(browser.Cookie("authdemo"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Complete_ForeignTicket_SignsNobodyIn(bool withOwnKey)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var owner = OwnerKey.New();
        var session = host.Sessions.Add(owner, AuthStates.One<AuthState.Completed>());
        var ticket = await host.Sessions.IssueTicketAsync(session, owner);
        if (withOwnKey)
            browser.SetCookie("authdemo-owner", OwnerKey.New().Reveal());

        var response = await browser.PostAsync("/", "/sign-in/complete", ("ticket", ticket!.Reveal()));

        Assert.Equal("/sign-in?notice=expired", response.Headers.Location!.ToString());
        Assert.Null(browser.Cookie("authdemo"));
        Assert.NotNull(await host.Sessions.RedeemAsync(ticket, owner));
    }

    [Fact]
    public async Task Complete_AfterAnotherVisitReplacedTheFormCookie_SignsIn()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var (session, owner) = await Signed(host, browser, AuthStates.One<AuthState.Completed>());
        var ticket = await host.Sessions.IssueTicketAsync(session, owner);

        await browser.GetPageAsync("/sign-in");
        browser.SetCookie("authdemo-form", "of-another-visit");

        var response = await browser.PostRawAsync("/sign-in/complete", ("ticket", ticket!.Reveal()));

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (response.StatusCode, response.Headers.Location!.ToString()));
        Assert.NotNull(browser.Cookie("authdemo"));
    }

    [Fact]
    public async Task Complete_WhileTheJournalIsAway_LeadsBackToTheSession()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var (session, owner) = await Signed(host, browser, AuthStates.One<AuthState.Completed>());
        var ticket = await host.Sessions.IssueTicketAsync(session, owner);
        host.Sessions.IsJournalAway = true;

        var response = await browser.PostRawAsync("/sign-in/complete", ("ticket", ticket!.Reveal()));

        Assert.Equal($"/sign-in/{session}", response.Headers.Location!.ToString());
        Assert.Null(browser.Cookie("authdemo"));
        Assert.NotNull(browser.Cookie("authdemo-owner"));
    }

    [Fact]
    public async Task Complete_InASecondTabAfterTheFirst_RedirectsHome()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        await SignIn(host, browser);

        // The second tab's form token is from before the sign-in.
        var response = await browser.PostRawAsync("/sign-in/complete", ("ticket", Ticket.New().Reveal()), ("__RequestVerificationToken", "old"));

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (response.StatusCode, response.Headers.Location!.ToString()));
    }

    [Theory]
    [InlineData("/console?tab=live", "/console?tab=live")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("\\\\evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("~/x", "/")]
    public async Task Complete_ReturnsToLocalAddressesOnly(string returnUrl, string location)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "other"), ("returnUrl", returnUrl));

        Assert.Equal(location, (await SignIn(host, browser)).Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/konsol/åäö?namn=Björk vik#ö", "/konsol/%C3%A5%C3%A4%C3%B6?namn=Bj%C3%B6rk%20vik#%C3%B6")]
    [InlineData("/🚣", "/%F0%9F%9A%A3")]
    [InlineData("/%C3%A5?a=1&b=%20", "/%C3%A5?a=1&b=%20")]
    [InlineData("/\u00E5\r\nSet-Cookie: a=b", "/")]
    public async Task ReturnUrlWithNonAsciiLetters_LosesNoLogin(string returnUrl, string location)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "other"), ("returnUrl", returnUrl));

        var response = await SignIn(host, browser);

        Assert.Equal((HttpStatusCode.SeeOther, location), (response.StatusCode, response.Headers.GetValues("Location").Single()));
        Assert.NotNull(browser.Cookie("authdemo"));
    }

    [Fact]
    public async Task Retry_WithoutReturnUrl_KeepsTheOneOfTheFirstStart()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "other"), ("returnUrl", "/console"));
        await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "other"));

        Assert.Equal("/console", (await SignIn(host, browser)).Headers.Location!.ToString());
    }

    [Fact]
    public async Task SignOut_IsAPostWithToken_AndEndsTheUserSession()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        await SignIn(host, browser);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostRawAsync("/sign-out")).StatusCode);
        Assert.Contains("Welcome, Tolvan", await browser.GetPageAsync("/"), StringComparison.Ordinal);
        var response = await browser.PostAsync("/", "/sign-out");

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (response.StatusCode, response.Headers.Location!.ToString()));
        Assert.DoesNotContain("Welcome, Tolvan", await browser.GetPageAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartPage_SignedIn_Redirects()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        await SignIn(host, browser);

        Assert.EndsWith("/console", (await browser.GetAsync("/sign-in?returnUrl=/console")).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("evil", (await browser.GetAsync("/sign-in?returnUrl=//evil.example")).Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    private static async Task<(SessionId Session, OwnerKey Owner)> Signed(WebHost host, Browser browser, AuthState state)
    {
        var owner = OwnerKey.TryParse(browser.Cookie("authdemo-owner"), out var known) ? known : OwnerKey.New();
        browser.SetCookie("authdemo-owner", owner.Reveal());
        return (await Task.FromResult(host.Sessions.Add(owner, state)), owner);
    }

    private static async Task<HttpResponseMessage> SignIn(WebHost host, Browser browser)
    {
        var (session, owner) = await Signed(host, browser, AuthStates.One<AuthState.Completed>());
        var ticket = await host.Sessions.IssueTicketAsync(session, owner);
        return await browser.PostAsync("/not-there", "/sign-in/complete", ("ticket", ticket!.Reveal()));
    }
}
