using AuthDemo.Sessions.BankId;
using AuthDemo.Web.Console.Settings;
using AuthDemo.Web.Security;
using Bunit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AuthDemo.Web.Tests.Console;

public sealed class SettingsPageTests
{
    [Fact]
    public async Task Many_AreListedByKey_AndSecretsAreMasked()
    {
        await using var screen = Screen(("Web:PublicUrl", "https://login.example.se"), ("BankId:ClientCertificate:Password", "c2VjcmV0"));

        var page = screen.Show<SettingsPage>();

        var rows = page.FindAll("tbody tr").ToDictionary(row => row.Children[0].TextContent, row => (row.Children[1].TextContent, row.Children[2].TextContent));
        Assert.Equal(("https://login.example.se", "configured"), rows["Web:PublicUrl"]);
        Assert.Equal(("15", "default"), rows["Console:IdleMinutes"]);
        Assert.Equal(("365", "default"), rows["Journal:Retention:FinishedDays"]);
        Assert.DoesNotContain("c2VjcmV0", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["General", "Web", "BankId", "Simulator", "Sessions"], page.FindAll("h2").Take(5).Select(heading => heading.TextContent));
    }

    [Fact]
    public async Task Search_ShowsMatchingKeys_OrThatThereAreNone()
    {
        await using var screen = Screen();
        var page = screen.Show<SettingsPage>();

        page.Find("input").Input("retention");
        page.WaitForAssertion(() => Assert.All(page.FindAll("tbody td:first-child"), key => Assert.StartsWith("Journal:Retention:", key.TextContent, StringComparison.Ordinal)));
        Assert.Equal(4, page.FindAll("tbody tr").Count);

        page.Find("input").Input("no such key");
        page.WaitForAssertion(() => Assert.Contains("No such key", page.Find(".blank").TextContent, StringComparison.Ordinal));
    }

    private static ConsoleScreen Screen(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        return new ConsoleScreen(add: services =>
        {
            services.AddSingleton<IConfiguration>(configuration);
            services.AddSingleton<SettingsList>();
            services.AddOptions<WebOptions>().Bind(configuration.GetSection(WebOptions.Section));
            services.AddOptions<BankIdOptions>().Bind(configuration.GetSection(BankIdOptions.Section));
        });
    }
}
