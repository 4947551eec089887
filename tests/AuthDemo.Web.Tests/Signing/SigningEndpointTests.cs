using System.Net;
using System.Text.RegularExpressions;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.Tests.AuthSession;
using AuthDemo.Web.Tests.Hosting;

namespace AuthDemo.Web.Tests.Signing;

/// <summary>Starting signatures and payments over HTTP: only the server's content that the person has seen is signed.</summary>
public sealed partial class SigningEndpointTests
{
    [Fact]
    public async Task Start_FromTheDocumentsPage_SignsTheServersText()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var fields = Fields(await browser.GetPageAsync("/sign?id=rental"));

        var response = await browser.PostAsync("/sign?id=rental", "/sign/start", [.. fields, ("device", "same"), ("touch", "0")]);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.StartsWith("/sign/", response.Headers.Location!.ToString(), StringComparison.Ordinal);
        var intent = Assert.Single(host.Sessions.Started);
        Assert.Equal((Flow.Sign, Device.Same, TextFormat.SimpleMarkdown), (intent.Flow, intent.Device, intent.UserVisibleDataFormat));
        Assert.StartsWith("# Rental of a rowing boat\nI rent a rowing boat of *Björkvik Rowing Club* on these terms.", intent.UserVisibleData, StringComparison.Ordinal);
        Assert.Equal("""{"contract":"BRK-2026-0117","boat":12,"terms":"2026-03"}""", intent.UserNonVisibleData);
        Assert.Equal(new Requirement { PinCode = true }, intent.Requirement);
        Assert.True(intent.ReturnRisk);
        Assert.Equal("http://localhost/sign/return/{session}?nonce={nonce}", intent.ReturnUrl);
    }

    [Theory]
    [InlineData("user_visible_data")]
    [InlineData("UserVisibleData")]
    [InlineData("text")]
    [InlineData("Order.UserVisibleData")]
    public async Task Start_WithATextOfTheBrowsersOwn_SignsTheServersText(string field)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var fields = Fields(await browser.GetPageAsync("/sign?id=membership"));

        await browser.PostAsync("/sign?id=membership", "/sign/start", [.. fields, ("device", "other"), (field, "I owe you everything.")]);

        Assert.StartsWith("I apply for membership", Assert.Single(host.Sessions.Started).UserVisibleData, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sign", "rental", "forged")]
    [InlineData("/sign", "rental", "")]
    [InlineData("/payment", "engine", "forged")]
    public async Task Start_OfContentTheBrowserHasNotSeen_StartsNothingAndShowsItAgain(string path, string id, string seen)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        var response = await browser.PostAsync(path, path + "/start", ("id", id), ("seen", seen), ("device", "other"));

        Assert.Equal($"{path}?notice=changed&id={id}", response.Headers.Location!.ToString());
        Assert.Empty(host.Sessions.Started);
        Assert.Contains("""role="alert">""", await browser.GetPageAsync(response.Headers.Location!.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_InAnotherLanguageThanThePage_ShowsItAgain()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var fields = Fields(await browser.GetPageAsync("/sign?id=rental"));
        await browser.PostAsync("/", "/preferences/language", ("language", "sv"));

        var response = await browser.PostAsync("/sign?id=rental", "/sign/start", [.. fields, ("device", "other")]);

        Assert.Equal("/sign?notice=changed&id=rental", response.Headers.Location!.ToString());
        Assert.Empty(host.Sessions.Started);
        Assert.Contains("Dokumentet har ändrats", WebUtility.HtmlDecode(await browser.GetPageAsync("/sign?notice=changed&id=rental")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutAntiforgeryToken_StartsNothing()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var fields = Fields(await browser.GetPageAsync("/sign?id=rental"));

        foreach (var path in new[] { "/sign/start", "/sign/again", "/payment/start", "/payment/again", "/payment/try" })
            Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostRawAsync(path, [.. fields, ("device", "other")])).StatusCode);

        Assert.Empty(host.Sessions.Started);
    }

    [Theory]
    [InlineData("/sign")]
    [InlineData("/sign?id=rental")]
    [InlineData("/sign/start")]
    [InlineData("/payment?id=engine")]
    [InlineData("/payment/try")]
    public async Task Get_AnyPage_StartsNothingAndSetsNoCookieButTheForms(string path)
    {
        await using var host = await WebHost.StartAsync(phonePage: new("http://127.0.0.1:5081/"));
        using var browser = host.NewBrowser();

        await browser.GetAsync(path);

        Assert.Empty(host.Sessions.Started);
        Assert.Null(browser.Cookie("authdemo-owner"));
        Assert.Null(browser.Cookie("authdemo-device"));
    }

    [Theory]
    [InlineData("/sign?id=nothing", HttpStatusCode.NotFound)]
    [InlineData("/sign?id=engine", HttpStatusCode.NotFound)]
    [InlineData("/payment?id=nothing", HttpStatusCode.NotFound)]
    public async Task Page_UnknownId_IsNotFound(string path, HttpStatusCode status)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        Assert.Equal(status, (await browser.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Again_ByTheOwner_StartsTheSameIntent()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var fields = Fields(await browser.GetPageAsync("/payment?id=engine"));
        await browser.PostAsync("/payment", "/payment/start", [.. fields, ("device", "other")]);
        var first = host.Sessions.Started.Single();
        Assert.True(OwnerKey.TryParse(browser.Cookie("authdemo-owner"), out var owner));
        var session = (await host.Sessions.CurrentAsync(owner))!.Value;

        var response = await browser.PostAsync(
            "/payment", "/payment/again", ("session", session.Value), ("device", "other"), ("amount", "1,00"), ("seen", "forged"));

        Assert.StartsWith("/payment/", response.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal([first, first], host.Sessions.Started);
        Assert.Equal("2890,50", first.Payment!.Amount);
    }

    [Fact]
    public async Task Again_OfSomebodyElsesSessionOrAnotherFlow_StartsNothing()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var owner = OwnerKey.New();
        browser.SetCookie("authdemo-owner", owner.Reveal());
        var foreign = host.Sessions.Add(OwnerKey.New(), AuthStates.One<AuthState.Failed>(), intent: new() { Flow = Flow.Sign, UserVisibleData = "x" });
        var signIn = host.Sessions.Add(owner, AuthStates.One<AuthState.Failed>());

        foreach (var session in new[] { foreign.Value, signIn.Value, "nonsense", "" })
        {
            var response = await browser.PostAsync("/sign", "/sign/again", ("session", session), ("device", "other"));
            Assert.Equal("/sign?notice=expired", response.Headers.Location!.ToString());
        }

        Assert.Empty(host.Sessions.Started);
    }

    [Fact]
    public async Task Evidence_ForTheOwner_IsADownloadThatIsNotCached()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var owner = OwnerKey.New();
        browser.SetCookie("authdemo-owner", owner.Reveal());
        var session = host.Sessions.Add(owner, AuthStates.One<AuthState.Completed>(), intent: new() { Flow = Flow.Sign, UserVisibleData = "x" });

        var response = await browser.GetAsync($"/sign/{session}/evidence");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/zip", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("attachment", $"evidence-{session}.zip"), (response.Content.Headers.ContentDisposition!.DispositionType, response.Content.Headers.ContentDisposition.FileName));
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Evidence_ForAnybodyElse_IsNotFound()
    {
        await using var host = await WebHost.StartAsync();
        var owner = OwnerKey.New();
        var done = host.Sessions.Add(owner, AuthStates.One<AuthState.Completed>());
        var pending = host.Sessions.Add(owner, AuthStates.One<AuthState.EnteringCode>());
        using var stranger = host.NewBrowser();
        using var other = host.NewBrowser();
        other.SetCookie("authdemo-owner", OwnerKey.New().Reveal());
        using var own = host.NewBrowser();
        own.SetCookie("authdemo-owner", owner.Reveal());

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/sign/{done}/evidence")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/payment/{done}/evidence")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await own.GetAsync($"/sign/{pending}/evidence")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await own.GetAsync("/sign/nonsense/evidence")).StatusCode);
    }

    [Fact]
    public async Task StartPage_WithAPendingSessionOfAnotherFlow_LinksToThatOne()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var fields = Fields(await browser.GetPageAsync("/sign?id=membership"));
        var session = (await browser.PostAsync("/sign", "/sign/start", [.. fields, ("device", "other")])).Headers.Location!.ToString();

        foreach (var path in new[] { "/sign-in", "/sign", "/payment" })
        {
            var page = await browser.GetPageAsync(path);
            Assert.Contains("You have a signature under way", page, StringComparison.Ordinal);
            Assert.Contains($"""href="{session}">Continue signing</a>""", page, StringComparison.Ordinal);
        }
    }

    internal static (string Name, string Value)[] Fields(string page) =>
        [.. Hidden().Matches(page).Select(m => (m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)))];

    [GeneratedRegex("""<input type="hidden" name="(id|seen)" value="([^"]*)" />""")]
    private static partial Regex Hidden();
}
