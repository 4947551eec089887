using AuthDemo.Web.Console.Settings;

namespace AuthDemo.Web.Tests.Console;

public sealed class SettingsListTests
{
    [Fact]
    public async Task All_ShowsKeysAndValues_AndNoSecret()
    {
        await using var host = await ConsoleHost.StartAsync(settings:
        [
            ("Sessions:TotalTime", "00:04:00"), ("Journal:ConnectionString", "Host=db;Password=tell-nobody"), ("Journal:Provider", "PostgreSql"),
            ("Console:HashKey", Convert.ToBase64String(new byte[32])), ("BankId:ClientCertificate:Password", "tell-nobody-either"),
        ]);

        var all = host.Get<SettingsList>().All().SelectMany(group => group.Settings).ToList();

        var byKey = all.ToDictionary(setting => setting.Key);
        Assert.Equal(("http://localhost", false), (byKey["Web:PublicUrl"].Value, byKey["Web:PublicUrl"].IsDefault));
        Assert.Equal(("15", true), (byKey["Console:IdleMinutes"].Value, byKey["Console:IdleMinutes"].IsDefault));
        Assert.Equal(("vera", "••••••"), (byKey["Console:Operators:0:Name"].Value, byKey["Console:Operators:0:PersonalNumber"].Value));
        Assert.Equal("••••••", byKey["Console:HashKey"].Value);
        var text = string.Join('\n', all);
        Assert.DoesNotContain("tell-nobody", text, StringComparison.Ordinal);
        Assert.DoesNotContain(ConsoleHost.Viewer, text, StringComparison.Ordinal);
    }
}
