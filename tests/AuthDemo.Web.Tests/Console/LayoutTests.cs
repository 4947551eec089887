using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Layout;
using AuthDemo.Web.Console.Sessions;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Tests.Console;

/// <summary>The layout of every console page, and its sign-out after the idle timeout or a removal.</summary>
public sealed class LayoutTests
{
    private static readonly RenderFragment s_page = builder => builder.AddMarkupContent(0, "<h1>A page</h1>");

    [Fact]
    public async Task Operator_SeesMenuNameAndPage()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Viewer);
        screen.Navigation.NavigateTo("/phone/sign");

        var layout = Show(screen);

        Assert.True(layout.Find(".console").HasAttribute("data-ready"));
        Assert.Equal(["Overview", "Sessions", "By phone", "Python", "Audit", "Settings"], layout.FindAll("nav a").Select(link => link.TextContent.Trim()));
        Assert.Equal("By phone", Assert.Single(layout.FindAll("nav a[aria-current=page]")).TextContent.Trim());
        Assert.Equal(("anna", "viewer"), (layout.Find(".who-name span").TextContent, layout.Find(".role").TextContent));
        Assert.Equal("A page", layout.Find("main h1").TextContent);
    }

    [Fact]
    public async Task NoOperator_SeesNothing_AndThePageIsReloaded()
    {
        await using var screen = new ConsoleScreen();
        screen.RemoveOperator();

        var layout = Show(screen);

        Assert.Empty(layout.FindAll("nav"));
        Assert.Equal("", layout.Find("main").TextContent.Trim());
        Assert.False(layout.Find(".console").HasAttribute("data-ready"));
    }

    [Fact]
    public async Task Idle_IsWarnedInTheLastMinute_AndStaysAfterActivity()
    {
        await using var screen = new ConsoleScreen();
        var layout = Show(screen);

        screen.Time.Advance(TimeSpan.FromMinutes(14) + TimeSpan.FromSeconds(30));
        layout.WaitForAssertion(() => Assert.Equal("You will be signed out in 30 s. Press a key or click to stay.", layout.Find("[role=alert]").TextContent));

        await layout.InvokeAsync(layout.Instance.SeenAsync);
        layout.WaitForAssertion(() => Assert.Empty(layout.FindAll("[role=alert]")));
    }

    [Fact]
    public async Task Idle_PastTheTimeout_IsSignedOutByAFormAndThePageIsEmptied()
    {
        await using var screen = new ConsoleScreen();
        var layout = Show(screen);

        screen.Time.Advance(TimeSpan.FromMinutes(15));

        layout.WaitForAssertion(() => Assert.Equal("", layout.Find("main").TextContent.Trim()));
        Assert.Single(screen.Script.Invocations["submit"]);
    }

    [Fact]
    public async Task RemovedFromTheList_IsSignedOutAtTheNextCheck()
    {
        await using var screen = new ConsoleScreen();
        var layout = Show(screen);

        screen.RemoveOperator();
        screen.Time.Advance(TimeSpan.FromSeconds(5));

        layout.WaitForAssertion(() => Assert.Single(screen.Script.Invocations["submit"]));
    }

    [Fact]
    public async Task RemovedFromTheList_BrowserStays_PageIsEmptyAndStopsReadingTheJournal()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Sessions.Add(FakeJournal.Session());
        var layout = Show(screen, builder =>
        {
            builder.OpenComponent<SessionsPage>(0);
            builder.CloseComponent();
        });
        await screen.LoadAsync(layout.FindComponent<SessionGrid>());
        var asked = screen.Journal.Asked.Count;

        screen.RemoveOperator();
        screen.Time.Advance(TimeSpan.FromSeconds(5)); // the script is called to post the form, and the browser ignores it

        layout.WaitForAssertion(() => Assert.Equal("Sign out", layout.Find(".console").TextContent.Trim()));
        Assert.Equal(("post", "/console/sign-out"), (layout.Find("form").GetAttribute("method"), layout.Find("form").GetAttribute("action")));
        Assert.Single(layout.FindAll("form, a, table, nav, [role=dialog], [role=alert]"));
        screen.Feed.Publish(new([FakeJournal.Session()], [], Missed: true));
        screen.Navigation.NavigateTo("/console/sessions?state=failed");
        screen.Time.Advance(TimeSpan.FromMinutes(1));
        await layout.InvokeAsync(layout.Instance.SeenAsync);
        Assert.Equal(asked, screen.Journal.Asked.Count);
        Assert.Equal("Sign out", layout.Find(".console").TextContent.Trim());
        Assert.Single(screen.Script.Invocations["submit"]);
    }

    [Theory]
    [InlineData(null, "Auto")]
    [InlineData("dark", "Dark")]
    public async Task Theme_Selected_IsPressed(string? theme, string pressed)
    {
        await using var screen = new ConsoleScreen { Theme = theme };

        var layout = Show(screen);

        Assert.Equal(pressed, Assert.Single(layout.FindAll("[name=theme][aria-pressed=true]")).TextContent);
        Assert.Equal(2, layout.FindAll("[name=theme][aria-pressed=false]").Count);
    }

    [Fact]
    public async Task Links_ReturnToTheUrlOfTheNavigation()
    {
        await using var screen = new ConsoleScreen();
        screen.Navigation.NavigateTo("/console/sessions?state=failed");

        var layout = Show(screen);

        Assert.Equal("/console/sessions?state=failed#main", layout.Find(".skip").GetAttribute("href"));
        Assert.Equal(["/console/sessions?state=failed", "/console/sessions?state=failed"], layout.FindAll("[name=returnUrl]").Select(field => field.GetAttribute("value")));
    }

    [Fact]
    public async Task ShortIdleTimeout_BrowserReportsMoreOften_AndTheWarningComesLater()
    {
        await using var screen = new ConsoleScreen { IdleMinutes = 0.25 };
        var layout = Show(screen);

        Assert.Equal(1500.0, Assert.Single(screen.Script.Invocations["watch"]).Arguments[1]);
        screen.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(layout.FindAll("[role=alert]"));
        screen.Time.Advance(TimeSpan.FromSeconds(6));
        layout.WaitForAssertion(() => Assert.Contains("signed out in", layout.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task DialogThatThrows_BreaksThePageOnly()
    {
        await using var screen = new ConsoleScreen();
        var layout = Show(screen);

        await layout.InvokeAsync(() => screen.Dialogs.ShowAsync<Broken>());

        layout.WaitForAssertion(() => Assert.Contains("look whether it was done", layout.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        ConsoleScreen.Button(layout, "Try again").Click();
        Assert.Equal("A page", layout.Find("main h1").TextContent);
    }

    [Fact]
    public async Task PageThatThrows_ShowsAnErrorAndCanBeRetried()
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
        screen.ShowFrame<ConsoleLayout>((nameof(ConsoleLayout.Body), page ?? s_page));

    private sealed class Broken : ComponentBase
    {
        protected override void OnInitialized() => throw new InvalidOperationException("broken");
    }

    private sealed class Fragile : ComponentBase
    {
        [Parameter] public Func<bool> Breaks { get; set; } = null!;

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder) =>
            builder.AddContent(0, Breaks() ? throw new InvalidOperationException("broken") : "whole");
    }
}
