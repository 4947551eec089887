using AuthDemo.Web.Console.Sessions;
using Bunit;

namespace AuthDemo.Web.Tests.Console;

/// <summary>Filters that an operator has saved under a name.</summary>
public sealed class SavedFilterTests
{
    private const string Kept = """[{"Name":"Vexing","Query":"?state=failed&flow=auth"},{"Name":"","Query":"?x"},{"Name":"Sly","Query":"javascript:alert(1)"},null]""";

    [Fact]
    public void Read_KeepsKnownParameters_AndDropsTheRest()
    {
        Assert.Equal([new("Vexing", "?state=failed&flow=auth"), new("Sly", "")], SavedFilter.Read(Kept));
        Assert.Empty(SavedFilter.Read("no json"));
        Assert.Empty(SavedFilter.Read(null));
        Assert.Equal("", SavedFilter.Read("""[{"Name":"a","Query":"?q=198507099821"}]""")[0].Query);
    }

    [Fact]
    public void Add_SameName_ReplacesIt_AndKeepsTwenty()
    {
        IReadOnlyList<SavedFilter> filters = [.. Enumerable.Range(0, 20).Select(i => new SavedFilter($"{i}", "?phase=running"))];

        Assert.Equal("?flow=sign", SavedFilter.Add(filters, new("7", "?flow=sign"))[^1].Query);
        Assert.Equal([.. Enumerable.Range(1, 19).Select(i => $"{i}"), "new"], SavedFilter.Add(filters, new("new", "")).Select(one => one.Name));
    }

    [Fact]
    public async Task BeforeTheScriptIsLoaded_OnlyBuiltInFiltersAreShown_AndNoneCanBeSaved()
    {
        await using var screen = new ConsoleScreen();
        var kept = screen.Script.Setup<string?>("filters", "anna");

        var row = Show(screen, "?flow=sign");
        Assert.Equal(["All", "Running", "Failed, last 24 hours", "Cancelled, last 24 hours", "By phone", "Slowest, last 24 hours"], row.FindAll("a").Select(link => link.TextContent));
        Assert.Empty(row.FindAll("button"));

        kept.SetResult(Kept);
        row.WaitForAssertion(() => Assert.Single(row.FindAll("button"), button => button.TextContent == "Save this filter"));
        Assert.Equal(8, row.FindAll("a").Count);
    }

    [Fact]
    public async Task Twenty_AreAllShown_EachWithADeleteButton()
    {
        await using var screen = new ConsoleScreen();
        screen.Script.Setup<string?>("filters", "anna").SetResult(SavedFilter.Write(Enumerable.Range(0, 23).Select(i => new SavedFilter($"Mine {i}", $"?q={i}x"))));

        var row = Show(screen, "?q=7x");

        row.WaitForAssertion(() => Assert.Equal(26, row.FindAll("a").Count));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"Forget the filter Mine {i}"), row.FindAll("button").Select(button => button.GetAttribute("aria-label")));
        Assert.Equal("Mine 7", row.Find("[aria-current=page]").TextContent);
    }

    [Fact]
    public async Task ByPhone_MeansBothPhoneFlows()
    {
        await using var screen = new ConsoleScreen();

        Assert.Equal(["phone_auth", "phone_sign"], SessionView.Parse(new Uri(new Uri("http://localhost"), Link(Show(screen, ""), "By phone").GetAttribute("href")).Query).Flows);
    }

    [Fact]
    public async Task Saved_AreLinksWithTheFilter_AndTheActiveOneIsCurrent()
    {
        await using var screen = new ConsoleScreen();
        screen.Script.Setup<string?>("filters", "anna").SetResult(Kept);

        var row = Show(screen, "?state=failed&flow=auth");

        row.WaitForAssertion(() => Assert.Equal("/console/sessions?state=failed&flow=auth", Link(row, "Vexing").GetAttribute("href")));
        Assert.Equal("page", Link(row, "Vexing").GetAttribute("aria-current"));
        Assert.Null(Link(row, "All").GetAttribute("aria-current"));
        Assert.Empty(row.FindAll("button.quiet"));
    }

    [Fact]
    public async Task Save_UnderAName_IsStoredForThisOperator_AndCanBeDeleted()
    {
        await using var screen = new ConsoleScreen();
        screen.Script.Setup<string?>("filters", "anna").SetResult(null);
        var row = Show(screen, "?flow=sign&sort=-duration");

        row.Find("button.quiet").Click();
        row.Find("input").Input("Slow signings");
        row.Find("form").Submit();

        Assert.Equal("/console/sessions?flow=sign&sort=-duration", Link(row, "Slow signings").GetAttribute("href"));
        Assert.Equal(["anna", """[{"Name":"Slow signings","Query":"?flow=sign\u0026sort=-duration"}]"""], screen.Script.Invocations["keepFilters"].Single().Arguments);

        row.Find("button[aria-label='Forget the filter Slow signings']").Click();
        Assert.Equal("[]", screen.Script.Invocations["keepFilters"][^1].Arguments[1]);
    }

    [Fact]
    public async Task OnePerson_CannotBeSaved_BecauseItIsNotInTheUrl()
    {
        await using var screen = new ConsoleScreen();

        var row = screen.Show<SavedFilters>((nameof(SavedFilters.View), SessionView.Parse("?flow=sign")), (nameof(SavedFilters.IsPersonal), true));

        Assert.Empty(row.FindAll("button"));
        Assert.Empty(row.FindAll("[aria-current]"));
    }

    private static IRenderedComponent<SavedFilters> Show(ConsoleScreen screen, string query) =>
        screen.Show<SavedFilters>((nameof(SavedFilters.View), SessionView.Parse(query)));

    private static AngleSharp.Dom.IElement Link(IRenderedComponent<SavedFilters> row, string name) => row.FindAll("a").Single(link => link.TextContent == name);
}
