using AuthDemo.Web.Console.Layout;
using AuthDemo.Web.Console.Sessions;
using Bunit;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AuthDemo.Web.Tests.Console;

/// <summary>The fields above the grid: one option, several options, and a time range.</summary>
public sealed class FilterFieldTests
{
    private readonly List<string> _chosen = [];

    [Theory]
    [InlineData("", "")]
    [InlineData("failed", "Failed")]
    [InlineData("failed,completed,starting", "3 chosen")]
    public async Task MultiSelect_ShowsTheSelectedOptions(string chosen, string shown)
    {
        await using var screen = new ConsoleScreen();

        var field = Many(screen, SessionCodes.States, chosen.Split(',', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(shown, field.Find("input").GetAttribute("value") ?? "");
        Assert.Equal("State", field.Find("label").TextContent);
    }

    [Fact]
    public async Task MultiSelect_RaisesAChangeInTheOrderOfTheList_AndNoneForTheSameOptions()
    {
        await using var screen = new ConsoleScreen();
        var field = Many(screen, SessionCodes.States, ["failed"]);

        await field.InvokeAsync(() => field.FindComponent<MudSelect<string>>().Instance.SelectedValuesChanged.InvokeAsync(["failed"]));
        Assert.Empty(_chosen);
        await field.InvokeAsync(() => field.FindComponent<MudSelect<string>>().Instance.SelectedValuesChanged.InvokeAsync(["failed", "completed"]));
        Assert.Equal(["completed", "failed"], _chosen);
    }

    [Theory]
    [InlineData(null, "All")]
    [InlineData("24h", "Last 24 hours")]
    public async Task Select_ShowsTheSelectedOption(string? chosen, string shown)
    {
        await using var screen = new ConsoleScreen();

        var field = screen.Show<SelectFilter>((nameof(SelectFilter.Label), "Started"), (nameof(SelectFilter.Words), SessionView.Spans), (nameof(SelectFilter.Prefix), "Since."), (nameof(SelectFilter.Chosen), chosen!));

        Assert.Equal(shown, field.Find("input").GetAttribute("value"));
    }

    [Fact]
    public async Task Select_Empty_HasOnlyAll_WhichIsNull()
    {
        await using var screen = new ConsoleScreen();
        string? chosen = "nothing";
        var field = screen.Show<SelectFilter>((nameof(SelectFilter.Label), "Started"), (nameof(SelectFilter.Words), Array.Empty<string>()), (nameof(SelectFilter.Prefix), "Since."),
            (nameof(SelectFilter.ChosenChanged), EventCallback.Factory.Create<string?>(this, word => chosen = word)));

        await field.InvokeAsync(() => field.FindComponent<MudSelect<string>>().Instance.ValueChanged.InvokeAsync(""));

        Assert.Null(chosen);
        Assert.Equal("All", field.Find("input").GetAttribute("value"));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-11-28 25:00")]
    [InlineData("28/11/2026")]
    [InlineData("0026-11-28 02:00")]
    public async Task Times_Unparsable_ShowAnErrorAndChangeNothing(string typed)
    {
        await using var screen = new ConsoleScreen();
        var fields = Times(screen, null, null);

        fields.FindAll("input")[0].Change(typed);

        Assert.Contains("Write a date and a time like 2026-11-28 02:30. Nothing has changed.", fields.Markup, StringComparison.Ordinal);
        Assert.Equal(("true", typed), (fields.FindAll("input")[0].GetAttribute("aria-invalid"), fields.FindAll("input")[0].GetAttribute("value")));
        Assert.Empty(_chosen);
    }

    [Fact]
    public async Task Times_EndBeforeStart_ShowAnErrorUntilOneIsCorrected()
    {
        await using var screen = new ConsoleScreen();
        var fields = Times(screen, new DateTime(2026, 11, 28, 2, 0, 0), null);

        fields.FindAll("input")[1].Change("2026-11-28 02:00");
        Assert.Contains("The end has to come after the beginning.", fields.Markup, StringComparison.Ordinal);
        Assert.Equal(["false", "true"], fields.FindAll("input").Select(field => field.GetAttribute("aria-invalid")));
        Assert.Empty(_chosen);

        fields.FindAll("input")[0].Change("2026-11-28T01:30");
        Assert.Equal(["2026-11-28 01:30 2026-11-28 02:00"], _chosen);
        Assert.DoesNotContain("The end has to", fields.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_AreInTheServersTimeZone_WhichIsShown()
    {
        await using var screen = new ConsoleScreen();
        var fields = Times(screen, null, null);

        fields.FindAll("input")[1].Change("2026-11-28");

        Assert.Equal(["– 2026-11-28 00:00"], _chosen);
        Assert.Contains($"Times are the server's, as everywhere in the console: {TimeZoneInfo.Local.Id}.", fields.Find("p").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<MultiSelectFilter> Many(ConsoleScreen screen, IReadOnlyList<string> words, IReadOnlyList<string> chosen) => screen.Show<MultiSelectFilter>(
        (nameof(MultiSelectFilter.Label), "State"), (nameof(MultiSelectFilter.Words), words), (nameof(MultiSelectFilter.Prefix), "State."), (nameof(MultiSelectFilter.Chosen), chosen),
        (nameof(MultiSelectFilter.ChosenChanged), EventCallback.Factory.Create<IReadOnlyList<string>>(this, _chosen.AddRange)));

    private IRenderedComponent<TimeFields> Times(ConsoleScreen screen, DateTime? from, DateTime? to) => screen.Show<TimeFields>(
        (nameof(TimeFields.From), from!), (nameof(TimeFields.To), to!),
        (nameof(TimeFields.Changed), EventCallback.Factory.Create<(DateTime? From, DateTime? To)>(this, times => _chosen.Add($"{Text(times.From)} {Text(times.To)}"))));

    private static string Text(DateTime? at) => at is { } known ? ServerLocalTime.ForInput(known) : "–";
}
