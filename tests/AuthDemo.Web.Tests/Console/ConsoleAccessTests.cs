using System.Net;
using System.Text.RegularExpressions;
using AuthDemo.Journal;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Web.Console.Access;
using Microsoft.AspNetCore.Routing;

namespace AuthDemo.Web.Tests.Console;

/// <summary>Access to the console, and the responses to everybody else.</summary>
public sealed partial class ConsoleAccessTests
{
    public static readonly TheoryData<string> Pages =
        ["/console", "/console/sessions", "/console/sessions/AAAAAAAAAAAAAAAAAAAAAA", "/phone/auth", "/phone/sign", "/console/python", "/console/audit", "/console/settings"];

    public static readonly TheoryData<string> Files =
        ["/console/console.css", "/console/mud-theme.css", "/console/console.js", "/_content/MudBlazor/MudBlazor.min.css", "/_content/MudBlazor/MudBlazor.min.js"];

    // Methods for a page, a form, a file and a path that does not exist.
    public static readonly TheoryData<string> Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Get_Anonymous_IsNotFoundLikeAnUnknownPage(string page)
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
    public async Task Get_SignedInUserWhoIsNoOperator_IsNotFound(string page)
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

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Request_NoOperator_GetsTheResponseOfAnUnknownPathForEachMethod(string method)
    {
        await using var host = await ConsoleHost.StartInAsync("Production");
        foreach (var person in new[] { null, ConsoleHost.Stranger })
        {
            using var browser = host.BrowserOf(person);
            await browser.GetAsync("/");
            foreach (var place in Pages.Concat(Files).Select(row => row.Data).Concat(["/console/sign-out", "/console/sessions.csv", "/CONSOLE", "/console/", "/console/x", "/phone", "/console/not-exported/role"]))
            {
                // An unused path of the same length with the same extension.
                var nowhere = place.Replace('o', '0').Replace('O', '0');

                var (console, other) = (await browser.RequestAsync(method, place), await browser.RequestAsync(method, nowhere));

                Assert.Equal(await SeenAsync(other, nowhere), await SeenAsync(console, place));
            }
        }

        Assert.Empty(host.Journal.Acts);
    }

    [Theory]
    [InlineData("POST", "/console", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/console/sign-out", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/console/sign-out", HttpStatusCode.MethodNotAllowed)]
    public async Task Request_Operator_ReachesTheEndpoint(string method, string place, HttpStatusCode answer)
    {
        await using var host = await ConsoleHost.StartInAsync("Production");
        using var browser = host.BrowserOf(ConsoleHost.Viewer);

        Assert.Equal(answer, (await browser.RequestAsync(method, place)).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_Operator_GetsItWithoutSharedCaching(string file)
    {
        await using var host = await ConsoleHost.StartInAsync("Production");
        using var browser = host.BrowserOf(ConsoleHost.Viewer);

        var response = await browser.GetAsync(file);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.Private);
        Assert.NotNull(response.Headers.ETag);
        Assert.Empty(host.Journal.Acts); // a file is no arrival
    }

    [Fact]
    public async Task File_OfAPage_IsServedByItsFingerprint_ToOperatorsOnly()
    {
        await using var host = await ConsoleHost.StartInAsync("Production");
        using var browser = host.BrowserOf(ConsoleHost.Viewer);
        var sheet = Sheet().Match(await browser.GetPageAsync("/console")).Value;

        var response = await browser.GetAsync("/" + sheet);

        Assert.Matches(@"^console/console\.[a-z0-9]+\.css$", sheet);
        Assert.Equal((HttpStatusCode.OK, true), (response.StatusCode, response.Headers.CacheControl!.Private));
        using var stranger = host.BrowserOf(ConsoleHost.Stranger);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/" + sheet)).StatusCode);
    }

    [Theory]
    [InlineData("/app.css")]
    [InlineData("/js/device.js")]
    [InlineData("/js/reconnect.js")]
    [InlineData("/js/complete.js")]
    public async Task File_ForEverybody_DoesNotMentionTheConsole(string file)
    {
        await using var host = await ConsoleHost.StartInAsync("Production");
        using var browser = host.BrowserOf(null);

        Assert.DoesNotContain("console", await browser.GetPageAsync(file), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task EveryEndpointOfTheConsole_IsBelowItsPaths()
    {
        await using var host = await ConsoleHost.StartAsync();
        var endpoints = host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ConsoleAreaAttribute>() is not null).ToList();

        Assert.NotEmpty(endpoints);
        Assert.All(endpoints, endpoint => Assert.True(ConsolePaths.Contains("/" + endpoint.RoutePattern.RawText!.TrimStart('/')), endpoint.DisplayName));
    }

    [Fact]
    public async Task Get_FirstPageOfASignIn_IsRecordedOnce()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.BrowserOf(ConsoleHost.Agent);

        await browser.GetAsync("/console");
        await browser.GetAsync("/console/audit");

        var act = Assert.Single(host.Journal.Acts);
        Assert.Equal((JournalEventType.OperatorSignedIn, "anna", "operator"), (act.Type, host.Journal.Operators[0], act.Facts["role"]));
    }

    [Fact]
    public async Task Get_JournalUnavailable_OperatorsHaveAccess()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Journal.Failure = JournalFailure.DiskFull;
        using var browser = host.BrowserOf(ConsoleHost.Agent);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/console")).StatusCode);
    }

    [Fact]
    public async Task Get_AfterTheIdleTimeout_SignsOutAndRedirectsToSignIn()
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
    public async Task SignOut_ByTheButton_EndsTheSignInInAllTabs()
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

    // Removes what differs between two requests: the date, a form's token, a failure's reference, and the path itself.
    private static async Task<string> SeenAsync(HttpResponseMessage response, string path)
    {
        var headers = response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not ("Date" or "Content-Length"))
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order();
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return $"{response.StatusCode}\n{string.Join('\n', headers)}\n\n{Changing().Replace(body, "").Replace(path, "", StringComparison.Ordinal)}";
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="[^"]+|<code>[0-9a-f]+</code>""")]
    private static partial Regex Changing();

    [GeneratedRegex("console/console[^\"]*css")]
    private static partial Regex Sheet();

    private static IEnumerable<string> Names(HttpResponseMessage response) => response.Headers.Select(header => header.Key).Order();
}
