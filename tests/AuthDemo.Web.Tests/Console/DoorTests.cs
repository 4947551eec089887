using System.Net;
using AuthDemo.Journal;

namespace AuthDemo.Web.Tests.Console;

/// <summary>Who gets in, and what everybody else gets.</summary>
public sealed class DoorTests
{
    public static readonly TheoryData<string> Pages =
        ["/console", "/console/sessions", "/console/sessions/AAAAAAAAAAAAAAAAAAAAAA", "/phone/auth", "/phone/sign", "/console/python", "/console/audit", "/console/settings"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Get_Anonymous_IsAnsweredLikeAPageThatDoesNotExist(string page)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.BrowserOf(null);
        await browser.GetAsync("/"); // the form's cookie comes with the first page, whichever it is

        var (console, nowhere) = (await browser.GetAsync(page), await browser.GetAsync("/nowhere"));

        Assert.Equal(HttpStatusCode.NotFound, console.StatusCode);
        Assert.Equal(Names(nowhere), Names(console));
        Assert.Equal(nowhere.Headers.GetValues("Content-Security-Policy"), console.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("console", (await console.Content.ReadAsStringAsync()).Replace(page, "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Get_SignedInStranger_IsNotFound(string page)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.BrowserOf(ConsoleHost.Stranger);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(page)).StatusCode);
        Assert.Empty(host.Journal.Acts);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Get_Operator_GetsThePageWithItsOwnPolicy(string page)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.BrowserOf(ConsoleHost.Viewer);

        var response = await browser.GetAsync(page);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline';", policy, StringComparison.Ordinal);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("MudBlazor.min.css", html, StringComparison.Ordinal);
        Assert.DoesNotContain("app.css", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        Assert.DoesNotContain("prerenderId", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_FirstPageOfASignIn_IsRecordedOnce()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.BrowserOf(ConsoleHost.Agent);

        await browser.GetAsync("/console");
        await browser.GetAsync("/console/audit");

        var act = Assert.Single(host.Journal.Acts);
        Assert.Equal((JournalEventType.OperatorSignedIn, "anna", "operator"), (act.Type, act.Operator, act.Facts["role"]));
    }

    [Fact]
    public async Task Get_JournalIsAway_OperatorsGetInAllTheSame()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Journal.Trouble = JournalTrouble.DiskFull;
        using var browser = host.BrowserOf(ConsoleHost.Agent);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/console")).StatusCode);
    }

    [Fact]
    public async Task Get_IdleTooLong_SignsOutAndAsksForASignIn()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.BrowserOf(ConsoleHost.Agent);
        await browser.GetAsync("/console");
        host.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/console")).StatusCode);
        host.Time.Advance(TimeSpan.FromMinutes(15));

        var response = await browser.GetAsync("/console/audit");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/sign-in?returnUrl=%2Fconsole%2Faudit", response.Headers.Location!.OriginalString);
        Assert.Equal("idle", host.Journal.Acts[^1].Facts["why"]);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/console")).StatusCode);
    }

    [Fact]
    public async Task SignOut_ByTheButton_EndsTheSignInForOtherTabsToo()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.BrowserOf(ConsoleHost.Agent);
        var stolen = browser.Cookie("authdemo")!;
        await browser.GetAsync("/console");

        var response = await browser.PostAsync("/", "/console/sign-out");

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal(JournalEventType.OperatorSignedOut, host.Journal.Acts[^1].Type);
        using var other = host.BrowserOf(null);
        other.SetCookie("authdemo", stolen);
        Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync("/console")).StatusCode);
    }

    private static IEnumerable<string> Names(HttpResponseMessage response) => response.Headers.Select(header => header.Key).Order();
}
