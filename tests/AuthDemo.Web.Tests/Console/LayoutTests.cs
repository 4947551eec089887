using AuthDemo.Journal;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Desk;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Tests.Console;

/// <summary>The frame of every console page, and how it leads out whoever is not there any more.</summary>
public sealed class LayoutTests
{
    private static readonly RenderFragment s_page = builder => builder.AddMarkupContent(0, "<h1>A page</h1>");

    [Fact]
    public async Task Operator_SeesTheMenuTheirNameAndThePage()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Viewer);
        screen.Navigation.NavigateTo("/phone/sign");

        var layout = Show(screen);

        Assert.True(layout.Find(".desk").HasAttribute("data-ready"));
        Assert.Equal(["Overview", "Sessions", "By phone", "Python", "Audit", "Settings"], layout.FindAll("nav a").Select(link => link.TextContent.Trim()));
        Assert.Equal("By phone", Assert.Single(layout.FindAll("nav a[aria-current=page]")).TextContent.Trim());
        Assert.Equal(("anna", "viewer"), (layout.Find(".who-name span").TextContent, layout.Find(".role").TextContent));
        Assert.Equal("A page", layout.Find("main h1").TextContent);
    }

    [Fact]
    public async Task Nobody_SeesNothing_AndTheAddressIsAskedForAgain()
    {
        await using var screen = new ConsoleScreen();
        screen.Dismiss();

        var layout = Show(screen);

        Assert.Empty(layout.FindAll("nav"));
        Assert.Equal("", layout.Find("main").TextContent.Trim());
        Assert.False(layout.Find(".desk").HasAttribute("data-ready"));
    }

    [Fact]
    public async Task Idle_IsWarnedInTheLastMinute_AndStaysByASignOfLife()
    {
        await using var screen = new ConsoleScreen();
        var layout = Show(screen);

        screen.Time.Advance(TimeSpan.FromMinutes(14) + TimeSpan.FromSeconds(30));
        layout.WaitForAssertion(() => Assert.Equal("You will be signed out in 30 s. Press a key or click to stay.", layout.Find("[role=alert]").TextContent));

        await layout.InvokeAsync(layout.Instance.SeenAsync);
        layout.WaitForAssertion(() => Assert.Empty(layout.FindAll("[role=alert]")));
    }

    [Fact]
    public async Task Idle_TooLong_IsLedOutByAFormAndLeavesAnEmptyPage()
    {
        await using var screen = new ConsoleScreen();
        var layout = Show(screen);

        screen.Time.Advance(TimeSpan.FromMinutes(15));

        layout.WaitForAssertion(() => Assert.Equal("", layout.Find("main").TextContent.Trim()));
        Assert.Single(screen.Script.Invocations["submit"]);
    }

    [Fact]
    public async Task TakenOffTheList_IsLedOutAtTheNextLook()
    {
        await using var screen = new ConsoleScreen();
        var layout = Show(screen);

        screen.Dismiss();
        screen.Time.Advance(TimeSpan.FromSeconds(5));

        layout.WaitForAssertion(() => Assert.Single(screen.Script.Invocations["submit"]));
    }

    [Fact]
    public async Task PageThatBreaks_SaysSoAndCanBeTriedAgain()
    {
        await using var screen = new ConsoleScreen();
        var isBroken = true;
        RenderFragment page = builder =>
        {
            builder.OpenComponent<Fragile>(0);
            builder.AddComponentParameter(1, nameof(Fragile.Breaks), () => isBroken);
            builder.CloseComponent();
        };
        var layout = Show(screen, page);
        Assert.Contains("Something went wrong", layout.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        isBroken = false;
        ConsoleScreen.Button(layout, "Try again").Click();

        Assert.Equal("whole", layout.Find("main").TextContent.Trim());
    }

    private static IRenderedComponent<ConsoleLayout> Show(ConsoleScreen screen, RenderFragment? page = null) =>
        screen.Show<ConsoleLayout>((nameof(ConsoleLayout.Body), page ?? s_page));

    private sealed class Fragile : ComponentBase
    {
        [Parameter] public Func<bool> Breaks { get; set; } = null!;

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder) =>
            builder.AddContent(0, Breaks() ? throw new InvalidOperationException("broken") : "whole");
    }
}
