using System.Globalization;
using AuthDemo.Journal;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Layout;
using AuthDemo.Web.Console.SessionDetails;
using AuthDemo.Web.Console.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Tests.Console;

/// <summary>Texts, times and addresses as shown to operators.</summary>
public sealed class PlainTests
{
    [Theory]
    [InlineData("192.0.2.77", "Network", "192.0.2.0/24")]
    [InlineData("2001:db8:1:2::5", "Network", "2001:db8:1::/48")]
    [InlineData("192.0.2.77", "Full", "192.0.2.77")]
    [InlineData("192.0.2.77", "Hidden", null)]
    [InlineData(null, "Network", null)]
    public void Address_IsShownByPolicy(string? address, string policy, string? shown) =>
        Assert.Equal(shown, IpAddressMask.Apply(address, Enum.Parse<AddressPolicy>(policy)));

    [Theory]
    [InlineData(-1, "0.0 s")]
    [InlineData(4.26, "4.2 s")]
    [InlineData(59, "59 s")]
    [InlineData(72, "1 min 12 s")]
    [InlineData(11_100, "3 h 5 min")]
    [InlineData(1_100_000, "12 d")]
    public void Span_IsShort(double seconds, string shown)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en");
        Assert.Equal(shown, TimeFormat.Span(TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("sv")]
    public void EveryCodeOfTheJournal_HasAText(string language)
    {
        var texts = Texts(language);
        var keys = SessionCodes.States.SelectMany(word => new[] { "State." + word, "Advice." + word })
            .Concat(SessionCodes.Reasons.Select(word => "Reason." + word)).Concat(SessionCodes.Flows.Select(word => "Flow." + word))
            .Concat(SessionCodes.Devices.Select(word => "Device." + word)).Concat(SessionView.Spans.Select(word => "Since." + word))
            .Concat(AuthDemo.Journal.AuditLog.JournalEventType.All.Select(type => "Event." + type.Name))
            .Concat(Enum.GetValues<AuthDemo.Journal.JournalFailure>().Select(trouble => "JournalFailure." + AuthDemo.Journal.JournalFailureCodes.Code(trouble)));

        Assert.Equal([], keys.Where(key => texts[key].ResourceNotFound).ToList());
    }

    [Theory]
    [InlineData("en", "ios", "safari", "iOS · Safari")]
    [InlineData("en", "macos", "samsung", "macOS · Samsung Internet")]
    [InlineData("en", "other", "other", "unknown browser")]
    [InlineData("sv", "android", "webview", "Android · inne i en app")]
    [InlineData("sv", "other", "other", "okänd webbläsare")]
    [InlineData("en", "linux", null, "Linux")]
    [InlineData("en", "linux", "other", "Linux · unknown browser")]
    [InlineData("en", "other", "chrome", "Chrome")]
    [InlineData("en", null, null, "")]
    public void Platform_HasItsCommonNames(string language, string? os, string? browser, string shown) =>
        Assert.Equal(shown, Texts(language).Platform(os, browser));

    [Fact]
    public void EveryState_HasItsIllustration() =>
        Assert.DoesNotContain(AuthDemo.Web.Shell.Picture.Question, SessionCodes.States.Select(StateIllustration.Of));

    private static IStringLocalizer<ConsoleTexts> Texts(string language)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<ConsoleTexts>>();
    }
}
