using System.Net;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.Tests.Hosting;

namespace AuthDemo.Web.Tests.Signing;

/// <summary>The test payment: every invalid field is named with its limit and value, in both languages.</summary>
public sealed class TestPaymentPageTests
{
    private static readonly Uri s_phone = new("http://127.0.0.1:5081/");

    private static readonly StartReply.Invalid s_invalid = new(
    [
        new("payment.recipient", "…") { Rule = "length", Limit = "at least 1 character", Given = "0 characters" },
        new("payment.amount", "…") { Rule = "syntax", Limit = "digits with at most one comma between them", Given = "12.<b>" },
        new("payment.currency", "…") { Rule = "required", Limit = "present", Given = "absent" },
        new("payment.risk_flags[2]", "…") { Rule = "choice", Limit = "newCard | other", Given = "odd" },
        new("user_visible_data", "…") { Rule = "length", Limit = "1-1500 characters of base64", Given = "1600 characters of base64" },
        new("requirement.new_one", "…") { Rule = "brand_new", Limit = "a limit", Given = "a thing" },
    ]);

    [Theory]
    [InlineData("en", "Recipient must have at least 1 character. It has 0.",
        "Amount must be digits with at most one comma between them. “12.<b>” was given.",
        "Currency must be given: three capital letters (ISO 4217). It was left empty.",
        "Risk flags must be one of newCard | other. “odd” was given.",
        "Text must have 1–1500 characters, counted after base64. It has 1600.",
        "requirement.new_one: allowed is a limit; given was a thing.")]
    [InlineData("sv", "Mottagare måste ha minst 1 tecken. Det har 0.",
        "Belopp måste vara siffror med högst ett kommatecken mellan dem. ”12.<b>” angavs.",
        "Valuta måste anges: tre versaler (ISO 4217). Det lämnades tomt.",
        "Riskflaggor måste vara ett av newCard | other. ”odd” angavs.",
        "Text måste ha 1–1500 tecken, räknat efter base64. Det har 1600.",
        "requirement.new_one: tillåtet är a limit; angivet var a thing.")]
    public async Task Post_InvalidFields_NamesEachWithLimitAndValue(string language, params string[] messages)
    {
        await using var host = await WebHost.StartAsync(phonePage: s_phone);
        using var browser = host.NewBrowser();
        browser.Headers["Accept-Language"] = language;
        host.Sessions.StartAnswers = s_invalid;

        var response = await PostAsync(browser, ("recipient", ""), ("amount", "12.<b>"), ("flags", "newCard"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var page = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        var text = WebUtility.HtmlDecode(page);
        Assert.All(messages, message => Assert.Contains(message, text, StringComparison.Ordinal));
        Assert.Contains("id=\"payment.amount\" name=\"amount\" value=\"12.<b>\"", text, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\" aria-describedby=\"payment.amount-problem payment.amount-hint\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"newCard\" checked", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/payment/try#payment.amount\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ValidFields_StartsThePaymentAndRedirectsToTheSession()
    {
        await using var host = await WebHost.StartAsync(phonePage: s_phone);
        using var browser = host.NewBrowser();

        var response = await PostAsync(
            browser, ("recipient", "Bokhandeln"), ("amount", "12,50"), ("currency", "SEK"), ("warning", "Careful"), ("text", "For a book"),
            ("flags", "newCard"), ("flags", "other"));

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Contains("/payment/", response.Headers.Location!.ToString(), StringComparison.Ordinal);
        var intent = Assert.Single(host.Sessions.Started);
        Assert.Equal((Flow.Payment, "For a book"), (intent.Flow, intent.UserVisibleData));
        Assert.Equal(
            new Payment
            {
                Type = PaymentType.Card, Recipient = "Bokhandeln", Amount = "12,50", Currency = "SEK", RiskWarning = "Careful", RiskFlags = ["newCard", "other"],
            },
            intent.Payment);
        Assert.NotNull(browser.Cookie("authdemo-owner"));
    }

    [Fact]
    public async Task Post_ServiceUnavailable_ShowsANoticeAndKeepsTheFields()
    {
        await using var host = await WebHost.StartAsync(phonePage: s_phone);
        using var browser = host.NewBrowser();
        host.Sessions.StartAnswers = new StartReply.Unavailable("python");

        var page = await (await PostAsync(browser, ("recipient", "Bokhandeln"))).Content.ReadAsStringAsync();

        Assert.Contains("Approving payments is not possible right now.", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Bokhandeln\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithRealBankId_IsNotFoundAndStartsNothing()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/payment/try")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync(
            "/payment", "/payment/try", ("_handler", "payment"), ("device", "other"), ("recipient", "x"))).StatusCode);
        Assert.Empty(host.Sessions.Started);
        Assert.DoesNotContain("/payment/try", await browser.GetPageAsync("/payment"), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> PostAsync(Browser browser, params (string Name, string Value)[] fields) =>
        browser.PostAsync("/payment/try", "/payment/try", [("_handler", "payment"), ("type", "Card"), ("device", "other"), .. fields]);
}
