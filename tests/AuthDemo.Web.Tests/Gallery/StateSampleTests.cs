using System.Globalization;
using System.Text.RegularExpressions;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Web.Gallery;
using AuthDemo.Web.Tests.AuthSession;
using Bunit;

namespace AuthDemo.Web.Tests.Gallery;

/// <summary>Walks the gallery's own list: what designers look at is what is tested.</summary>
public sealed partial class StateSampleTests
{
    public static TheoryData<string, Device, string> Pictures()
    {
        var pictures = new TheoryData<string, Device, string>();
        foreach (var sample in StateSamples.Shown)
        {
            foreach (var device in sample.Devices)
            {
                pictures.Add(sample.Name, device, "en");
                pictures.Add(sample.Name, device, "sv");
            }
        }

        return pictures;
    }

    public static TheoryData<string> Names() => [.. StateSamples.Shown.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Sample_OnEveryDeviceInBothLanguages_SaysWhatItIsAndWhatToDo(string name, Device device, string language)
    {
        using var screen = SessionScreen.Show(StateSamples.Shown.Single(sample => sample.Name == name), device, language);

        var status = screen.Component.Find("[role=status]");
        var heading = status.QuerySelector("h1#status-heading")!.TextContent;
        var message = status.QuerySelector("p#status-message")!.TextContent;
        Assert.DoesNotContain('_', message);
        Assert.All((string[])[heading, message], text => Assert.Matches(@"^\p{Lu}.*[\w.!?]$", text));
        Assert.NotNull(screen.Component.Find(".illustration, figure.qr"));
        Assert.NotEmpty(screen.Usable);
        Assert.DoesNotContain("@", screen.Component.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_HaveNamesOfTheirOwn() =>
        Assert.Equal(StateSamples.Shown.Count, StateSamples.Shown.Select(sample => sample.Name).Distinct().Count());

    [Theory]
    [InlineData("en")]
    [InlineData("sv")]
    public void Samples_LeaveOutOnlyWhatAFlowSaysAsASignInDoes(string language)
    {
        foreach (var flow in new[] { Flow.Sign, Flow.Payment, Flow.PhoneAuth })
        {
            foreach (var state in StateSamples.All.Where(state => !StateSamples.HasOwnTexts(state, flow)))
            {
                using var own = SessionScreen.Show(new StateSample("", state, flow, []), Device.Other, language);
                using var signIn = SessionScreen.Show(new StateSample("", state, Flow.Auth, []), Device.Other, language);
                Assert.Equal(signIn.Status, own.Status);
            }
        }

        Assert.Equal(language, CultureInfo.CurrentUICulture.Name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Sample_PublishedAgain_ChangesNothingOnThePage(string name)
    {
        var sample = StateSamples.Shown.Single(sample => sample.Name == name);
        using var screen = SessionScreen.Show(sample, Device.Other, "en");
        var components = screen.Parts;
        var markup = Drawn(screen);
        var calls = screen.Js.Invocations.Count;

        await screen.MoveAsync(sample.State);
        await screen.MoveAsync(sample.State);

        // The same component instances render the same elements: no element is replaced, so nothing flickers, no animation restarts
        // and the focus does not move again.
        Assert.Equal(components, screen.Parts);
        Assert.Equal(markup, Drawn(screen));
        Assert.Equal(calls, screen.Js.Invocations.Count);
    }

    /// <summary>The markup without the ids of event handlers, which are not part of the page.</summary>
    private static string Drawn(SessionScreen screen) => Handler().Replace(screen.Component.Markup, "");

    [GeneratedRegex(" blazor:[a-z]+=\"[0-9]+\"")]
    private static partial Regex Handler();
}
