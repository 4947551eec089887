using System.Net;
using AuthDemo.Sessions;
using AuthDemo.Web.Tests.AuthSession;
using AuthDemo.Web.Tests.Hosting;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Tests.SignIn;

/// <summary>The configured claims of a signed-in person.</summary>
public sealed class ClaimsTests
{
    [Fact]
    public async Task Me_WithoutConfiguration_HasEverythingButThePseudonym_AndMasksTheNumber()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();
        await SignInAsync(host, browser);

        var page = WebUtility.HtmlDecode(await browser.GetPageAsync("/me"));

        foreach (var claim in new[] { "name", "given_name", "family_name", "swedish_personal_identity_number", "birthdate", "amr", "txn", "auth_time" })
            Assert.Contains($"<code>{claim}</code>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<code>sub</code>", page, StringComparison.Ordinal);
        Assert.Contains("19121212-••••", page, StringComparison.Ordinal);
        Assert.DoesNotContain("191212121212", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Me_WithAPseudonymInstead_HasNoNumber_AndHomeShowsTheName()
    {
        await using var host = await WebHost.StartAsync(settings:
        [
            ("Claims:Issue:0", "sub"), ("Claims:Issue:1", "amr"), ("Claims:PseudonymKey", Convert.ToBase64String(new byte[32])),
        ]);
        using var browser = host.NewBrowser();
        await SignInAsync(host, browser);

        var page = await browser.GetPageAsync("/me");
        Assert.Contains("<code>sub</code>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<code>birthdate</code>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("1912", page, StringComparison.Ordinal);
        var home = WebUtility.HtmlDecode(await browser.GetPageAsync("/"));
        Assert.Contains(">Welcome</h1>", home, StringComparison.Ordinal);
        Assert.DoesNotContain("••••", home, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Me_NotSignedIn_RedirectsToSignIn()
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        Assert.Contains("/sign-in?returnUrl=%2Fme", (await browser.GetAsync("/me")).Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ConsoleWithoutTheClaimsItRequires_NamesBothKeys()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => WebHost.StartAsync(settings:
        [
            ("Claims:Issue:0", "name"), ("Console:Operators:0:Name", "anna"), ("Console:Operators:0:PersonalNumber", "191212121212"),
        ]));

        Assert.Contains(
            "Claims:Issue must have swedish_personal_identity_number, txn, auth_time when Console:Operators is set: the console identifies operators by them.",
            failure.Failures);
    }

    private static async Task SignInAsync(WebHost host, Browser browser)
    {
        var owner = OwnerKey.New();
        browser.SetCookie("authdemo-owner", owner.Reveal());
        var ticket = await host.Sessions.IssueTicketAsync(host.Sessions.Add(owner, AuthStates.One<AuthState.Completed>()), owner);
        await browser.PostAsync("/", "/sign-in/complete", ("ticket", ticket!.Reveal()));
    }
}
