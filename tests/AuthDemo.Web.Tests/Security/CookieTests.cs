using AuthDemo.Sessions;
using AuthDemo.Web.Tests.AuthSession;
using AuthDemo.Web.Tests.Hosting;

namespace AuthDemo.Web.Tests.Security;

/// <summary>Names and flags of every cookie on HTTPS and on loopback HTTP, read from the wire.</summary>
public sealed class CookieTests
{
    [Theory]
    [InlineData("https", "__Host-authdemo-owner", "path=/; secure; samesite=lax; httponly")]
    [InlineData("http", "authdemo-owner", "path=/; samesite=lax; httponly")]
    public async Task Owner_IsHttpOnlyAndLax(string scheme, string name, string flags)
    {
        await using var host = await WebHost.StartAsync($"{scheme}://localhost");
        using var browser = host.NewBrowser(scheme);

        var response = await browser.PostAsync("/sign-in", "/sign-in/start", ("device", "other"));

        var (value, rest) = Cookie(response, name);
        Assert.True(OwnerKey.TryParse(value, out _));
        Assert.Equal(flags, rest);
    }

    [Theory]
    [InlineData("https", "__Host-authdemo", "path=/; secure; samesite=lax; httponly")]
    [InlineData("http", "authdemo", "path=/; samesite=lax; httponly")]
    public async Task User_IsHttpOnlyAndLax(string scheme, string name, string flags)
    {
        await using var host = await WebHost.StartAsync($"{scheme}://localhost");
        using var browser = host.NewBrowser(scheme);
        var owner = OwnerKey.New();
        browser.SetCookie(scheme == "https" ? "__Host-authdemo-owner" : "authdemo-owner", owner.Reveal());
        var session = host.Sessions.Add(owner, AuthStates.One<AuthState.Completed>());
        var ticket = await host.Sessions.IssueTicketAsync(session, owner);

        var response = await browser.PostAsync("/", "/sign-in/complete", ("ticket", ticket!.Reveal()));

        Assert.Equal(flags, Cookie(response, name).Flags);
    }

    [Theory]
    [InlineData("https", "__Host-authdemo-form", "path=/; secure; samesite=lax; httponly")]
    [InlineData("http", "authdemo-form", "path=/; samesite=lax; httponly")]
    public async Task Form_IsHttpOnlyAndLax_SoThatALinkFromAnotherSiteDoesNotReplaceIt(string scheme, string name, string flags)
    {
        await using var host = await WebHost.StartAsync($"{scheme}://localhost");
        using var browser = host.NewBrowser(scheme);

        Assert.Equal(flags, Cookie(await browser.GetAsync("/sign-in"), name).Flags);
    }

    [Theory]
    [InlineData("language", "sv", "authdemo-language", "c%3Dsv%7Cuic%3Dsv")]
    [InlineData("theme", "dark", "authdemo-theme", "dark")]
    public async Task Preference_IsStoredForAYear(string field, string choice, string name, string value)
    {
        await using var host = await WebHost.StartAsync();
        using var browser = host.NewBrowser();

        var response = await browser.PostAsync("/sign-in", $"/preferences/{field}", (field, choice), ("returnUrl", "/sign-in"));

        Assert.Equal("/sign-in", response.Headers.Location!.ToString());
        Assert.Equal((value, "max-age=31536000; path=/; samesite=lax; httponly"), Cookie(response, name));
    }

    private static (string Value, string Flags) Cookie(HttpResponseMessage response, string name)
    {
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), c => c.StartsWith(name + "=", StringComparison.Ordinal));
        var parts = cookie.Split("; ", 2);
        return (parts[0][(name.Length + 1)..], parts[1]);
    }
}
