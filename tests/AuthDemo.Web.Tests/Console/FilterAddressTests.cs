using AuthDemo.Web.Console.Sessions;
using Bunit;

namespace AuthDemo.Web.Tests.Console;

/// <summary>The filters and the URL follow each other, and an update of one does not undo a choice in the other.</summary>
public sealed class FilterAddressTests
{
    [Fact]
    public async Task Filter_Selected_IsInTheUrlWithoutAHistoryEntry()
    {
        await using var screen = new ConsoleScreen();
        screen.Navigation.NavigateTo("/console/sessions?state=failed");
        var page = screen.Show<SessionsPage>();

        Search(page, "start_failed");

        Assert.EndsWith("/console/sessions?state=failed&q=start_failed", screen.Navigation.Uri, StringComparison.Ordinal);
        Assert.True(screen.History.First().Options.ReplaceHistoryEntry);
        Assert.Equal("?state=failed&q=start_failed", View(page));
    }

    [Fact]
    public async Task PersonalNumber_Typed_StaysAfterTheUrlLosesItsText()
    {
        await using var screen = new ConsoleScreen();
        screen.Navigation.NavigateTo("/console/sessions?q=1985");
        var page = screen.Show<SessionsPage>();

        Search(page, "19850709-9821");

        Assert.EndsWith("/console/sessions", screen.Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal("19850709-9821", page.Find("input[name=person]").GetAttribute("value"));
    }

    [Fact]
    public async Task Fragment_OfThePage_ResetsNothing()
    {
        await using var screen = new ConsoleScreen();
        screen.Navigation.NavigateTo("/console/sessions?state=failed");
        var page = screen.Show<SessionsPage>();
        Search(page, "19850709-9821");

        screen.Navigation.NavigateTo("/console/sessions?state=failed#main");

        Assert.Equal("?state=failed", View(page));
        Assert.Equal("19850709-9821", page.Find("input[name=person]").GetAttribute("value"));
    }

    [Fact]
    public async Task AnotherUrl_IsAnotherViewWithoutThePerson()
    {
        await using var screen = new ConsoleScreen();
        screen.Navigation.NavigateTo("/console/sessions?state=failed");
        var page = screen.Show<SessionsPage>();
        Search(page, "19850709-9821");

        screen.Navigation.NavigateTo("/console/sessions?flow=auth");

        page.WaitForAssertion(() => Assert.Equal("?flow=auth", View(page)));
        Assert.True(string.IsNullOrEmpty(page.Find("input[name=person]").GetAttribute("value")));
    }

    private static void Search(IRenderedComponent<SessionsPage> page, string text)
    {
        var field = page.FindComponents<MudBlazor.MudTextField<string>>()[0];
        page.InvokeAsync(() => field.Instance.ValueChanged.InvokeAsync(text));
    }

    private static string? View(IRenderedComponent<SessionsPage> page) => page.Find("input[name=view]").GetAttribute("value");
}
