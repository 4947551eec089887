using System.Net;
using AuthDemo.Web.Tests.Hosting;

namespace AuthDemo.Web.Tests.Localization;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("sv-SE,sv;q=0.9,en;q=0.8", "sv")]
    [InlineData("sv-FI", "sv")]
    [InlineData("sv", "sv")]
    [InlineData("en-GB,en;q=0.9", "en")]
    [InlineData("de-DE,de;q=0.9", "en")]
    [InlineData("", "en")]
    public async Task Page_HasTheLanguageOfTheBrowser(string accept, string language)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        browser.Headers["Accept-Language"] = accept;

        var page = await browser.GetPageAsync("/sign-in");

        Assert.Contains($"<html lang=\"{language}\"", page, StringComparison.Ordinal);
        Assert.Contains(language == "sv" ? "Logga in med BankID</h1>" : "Sign in with BankID</h1>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switch_OverridesTheBrowsersLanguage_AndSwitchesBack()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        browser.Headers["Accept-Language"] = "sv";

        await browser.PostAsync("/", "/preferences/language", ("language", "en"), ("returnUrl", "/"));
        var english = await browser.GetPageAsync("/sign-in");

        Assert.Contains("<html lang=\"en\"", english, StringComparison.Ordinal);
        Assert.Contains("""name="language" value="sv" lang="sv">Svenska</button>""", english, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switch_UnknownLanguage_NamesTheFieldAndSetsNothing()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        var response = await browser.PostAsync("/", "/preferences/language", ("language", "tlh"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("language must be one of en, sv", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(browser.Cookie("authdemo-language"));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    public async Task Switch_ForeignReturnUrl_RedirectsHome(string returnUrl)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        var response = await browser.PostAsync("/", "/preferences/language", ("language", "sv"), ("returnUrl", returnUrl));

        Assert.Equal("/", response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Theme_Selected_IsOnTheDocument()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        Assert.Contains("<html lang=\"en\">", await browser.GetPageAsync("/"), StringComparison.Ordinal);

        await browser.PostAsync("/", "/preferences/theme", ("theme", "dark"));

        Assert.Contains("<html lang=\"en\" data-theme=\"dark\">", await browser.GetPageAsync("/"), StringComparison.Ordinal);
    }
}
