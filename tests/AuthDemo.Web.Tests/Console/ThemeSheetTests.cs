using System.Text.RegularExpressions;

namespace AuthDemo.Web.Tests.Console;

/// <summary>The console has the colours of the sign-in pages, and sets every CSS variable that MudBlazor uses.</summary>
public sealed partial class ThemeSheetTests
{
    private static readonly string s_root = Path.Combine(ContentRoot.Options([]).ContentRootPath!, "wwwroot");

    [Fact]
    public void Colours_AreThoseOfTheSignInPages()
    {
        var colours = Colour().Matches(File.ReadAllText(Path.Combine(s_root, "app.css"))).Select(m => m.Value).ToList();
        var console = File.ReadAllText(Path.Combine(s_root, "console", "console.css"));

        Assert.NotEmpty(colours);
        Assert.All(colours, colour => Assert.Contains(colour, console, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryVariableOfMudBlazor_IsSet()
    {
        var assembly = typeof(MudBlazor.MudButton).Assembly;
        var version = assembly.GetName().Version!;
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var sheet = File.ReadAllText(Path.Combine(packages, "mudblazor", version.ToString(3), "staticwebassets", "MudBlazor.min.css"));
        var set = Variable().Matches(File.ReadAllText(Path.Combine(s_root, "console", "mud-theme.css"))).Select(m => m.Groups[1].Value).ToHashSet();
        // Variables without a fallback that no component sets itself.
        var asked = Used().Matches(sheet).Select(m => m.Groups[1].Value).ToHashSet();

        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(set));
    }

    [GeneratedRegex(@"(--[a-z-]+): (#[0-9a-f]{6}|light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\));")]
    private static partial Regex Colour();

    [GeneratedRegex(@"(--mud-[a-z0-9-]+):")]
    private static partial Regex Variable();

    [GeneratedRegex(@"var\((--mud-[a-z0-9-]+)\)")]
    private static partial Regex Used();
}
