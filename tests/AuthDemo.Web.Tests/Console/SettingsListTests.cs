using System.Reflection;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Claims;
using AuthDemo.Web.Console.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public async Task All_HasEverySectionThatTheServiceBinds()
    {
        await using var host = await ConsoleHost.StartAsync();
        var own = typeof(SettingsList).Assembly;
        var sections = own.GetReferencedAssemblies().Where(name => name.Name!.StartsWith("AuthDemo.", StringComparison.Ordinal)).Select(Assembly.Load).Append(own)
            .SelectMany(assembly => assembly.GetTypes())
            .Select(type => type.GetField("Section", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .OfType<FieldInfo>().Where(field => field is { IsLiteral: true }).Select(field => (string)field.GetRawConstantValue()!).ToList();

        Assert.True(sections.Count >= 12, string.Join(' ', sections));
        Assert.Equal(sections.Order(), host.Get<SettingsList>().All().Select(group => group.Name).Where(name => name.Length > 0).Order());
    }

    [Fact]
    public async Task Documents_AreListedByTheirIds_AndLongTextsAreCut()
    {
        await using var host = await ConsoleHost.StartAsync(settings:
        [
            ("Signing:Documents:lease:Title:en", "Lease"), ("Signing:Documents:lease:Title:sv", "Hyreskontrakt"),
            ("Signing:Documents:lease:Text:en:0", new string('a', 300)), ("Signing:Documents:lease:Text:sv:0", "Rad"),
            ("Payments:Purchases:shoes:Recipient", "Shop"), ("Payments:Purchases:shoes:Title:en", "Shoes"), ("Payments:Purchases:shoes:Title:sv", "Skor"),
            ("Payments:Purchases:shoes:Type", "Npa"),
        ]);

        var byKey = host.Get<SettingsList>().All().SelectMany(group => group.Settings).ToDictionary(setting => setting.Key);

        Assert.Equal(("Hyreskontrakt", false), (byKey["Signing:Documents:lease:Title:sv"].Value, byKey["Signing:Documents:lease:Title:sv"].IsDefault));
        Assert.Equal(new string('a', 200) + "…", byKey["Signing:Documents:lease:Text:en:0"].Value);
        Assert.Equal("Shop", byKey["Payments:Purchases:shoes:Recipient"].Value);
        Assert.Equal(("–", true), (byKey["SignIn:Requirement"].Value, byKey["SignIn:Requirement"].IsDefault));
    }

    [Theory]
    [InlineData("Claims:PseudonymKey", "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=")]
    [InlineData("Python:Http:Secret", "tell-nobody")]
    [InlineData("BankId:ClientCertificate:Password", "tell-nobody")]
    [InlineData("Python:Executable", "/opt/x?token=abc")]
    [InlineData("BankId:TrustAnchor:Path", "-----BEGIN PRIVATE KEY-----")]
    [InlineData("Python:Http:Address", "http://user:word@python:8000")]
    public void Secret_IsMasked_ByItsNameOrItsContent(string key, string value) => Assert.Equal(new Setting(key, "••••••", IsDefault: false), Single(key, value));

    [Theory]
    [InlineData("BankId:ClientCertificate:KeyPath", "rp.key")]
    [InlineData("Python:Http:Address", "http://python:8000")]
    public void NoSecret_IsShown_EvenIfItsNameContainsKey(string key, string value) => Assert.Equal(new Setting(key, value, IsDefault: false), Single(key, value));

    private static Setting Single(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        var services = new ServiceCollection();
        services.AddOptions<BankIdOptions>().Bind(configuration.GetSection(BankIdOptions.Section));
        services.AddOptions<ClaimsOptions>().Bind(configuration.GetSection(ClaimsOptions.Section));
        services.AddOptions<PythonHostOptions>().Bind(configuration.GetSection(PythonHostOptions.Section));
        return new SettingsList(services.BuildServiceProvider(), configuration).All().SelectMany(group => group.Settings).Single(setting => setting.Key == key);
    }
}
