using System.Globalization;
using AuthDemo.Journal;
using AuthDemo.Web.Console.Desk;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Console.Overviews;

/// <summary>How the service does, at a glance. Asks again when something happened, at most every two seconds, and as time passes.</summary>
public sealed partial class OverviewPage : IDisposable
{
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(15);

    private Comparison? _found;
    private string? _trouble;
    private IDisposable? _following;
    private ITimer? _clock;
    private bool _isAsking;
    private bool _hasNews;

    [Inject] private IJournalQueries Journal { get; set; } = null!;

    [Inject] private News News { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    public void Dispose()
    {
        _following?.Dispose();
        _clock?.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        _following = News.Follow(_ => InvokeAsync(() => _hasNews = true));
        _clock = Time.CreateTimer(_ => _ = InvokeAsync(LookAsync), null, Soonest, Soonest);
        return LoadAsync();
    }

    private Task LookAsync() =>
        _hasNews || _found is null || Time.GetUtcNow() - _found.At >= Latest ? LoadAsync() : Task.CompletedTask;

    private async Task LoadAsync()
    {
        if (_isAsking)
            return;
        (_isAsking, _hasNews) = (true, false);
        var (found, trouble) = await Comparison.AskAsync(Journal, Time.GetUtcNow());
        _isAsking = false;
        // Old figures say when they are of; no figures say nothing.
        (_found, _trouble) = (found ?? _found, trouble);
        StateHasChanged();
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.CurrentCulture);
}
