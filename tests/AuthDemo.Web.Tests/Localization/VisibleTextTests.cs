using System.Net;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.AuthSession.Intents;
using AuthDemo.Web.Localization;
using AuthDemo.Web.Tests.AuthSession;
using AuthDemo.Web.Tests.Hosting;
using Bunit;

namespace AuthDemo.Web.Tests.Localization;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("Anna\u202Enosrednu", "Anna[U+202E]nosrednu")]
    [InlineData("\u2066a\u2069 \u200Fb\u200E \u061C", "[U+2066]a[U+2069] [U+200F]b[U+200E] [U+061C]")]
    [InlineData("\u202A\u202B\u202C\u202D\u2067\u2068", "[U+202A][U+202B][U+202C][U+202D][U+2067][U+2068]")]
    [InlineData("Åsa Öberg 李 مريم 👩\u200D🚀", "Åsa Öberg 李 مريم 👩\u200D🚀")]
    [InlineData("", "")]
    public void BidirectionalControls_AreShownAsWhatTheyAre(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text));

    [Theory]
    [InlineData(TextFormat.Plaintext)]
    [InlineData(TextFormat.SimpleMarkdown)]
    public void SignedText_ShowsThem(TextFormat format)
    {
        using var context = new BunitContext();

        var page = context.Render<SignedText>(p => p.Add(s => s.Text, "I owe \u202E001 SEK").Add(s => s.Format, format));

        Assert.Equal("I owe [U+202E]001 SEK", page.Find(".document").TextContent.Trim());
    }

    [Fact]
    public async Task NameOfTheSignedInUser_ShowsThem()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        var owner = OwnerKey.New();
        browser.SetCookie("authdemo-owner", owner.Reveal());
        var completed = AuthStates.One<AuthState.Completed>();
        var session = host.Sessions.Add(owner, completed with { Identity = completed.Identity with { GivenName = "Tol\u202Evan" } });
        var ticket = await host.Sessions.IssueTicketAsync(session, owner);
        await browser.PostAsync("/", "/sign-in/complete", ("ticket", ticket!.Reveal()));

        Assert.Contains("Welcome, Tol[U+202E]van", WebUtility.HtmlDecode(await browser.GetPageAsync("/")), StringComparison.Ordinal);
    }
}
