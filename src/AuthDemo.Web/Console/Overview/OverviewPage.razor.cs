using AuthDemo.Journal;
using AuthDemo.Journal.Queries;
using AuthDemo.Web.Console.Layout;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Console.Overview;

/// <summary>How the service does, at a glance. Asks again when something happened, at most every two seconds, and as time passes.</summary>
public sealed partial class OverviewPage : IDisposable
{
    private static readonly TimeSpan s_soonest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_latest = TimeSpan.FromSeconds(15);

    private Comparison? _found;
    private string? _trouble;
    private IDisposable? _following;
    private ITimer? _clock;
    private DateTimeOffset _askedAt;
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
        _clock = Time.CreateTimer(_ => _ = InvokeAsync(LookAsync), null, s_soonest, s_soonest);
        return LoadAsync();
    }

    private async Task LookAsync()
    {
        if (!_hasNews && _trouble is null && Time.GetUtcNow() - _askedAt < s_latest)
            return;
        try
        {
            await LoadAsync();
        }
        catch (Exception broken)
        {
            // Nobody awaits the clock: figures would stand still without a word.
            await DispatchExceptionAsync(broken);
        }
    }

    private async Task LoadAsync()
    {
        if (_isAsking)
            return;
        (_isAsking, _hasNews, _askedAt) = (true, false, Time.GetUtcNow());
        try
        {
            var result = await Comparison.QueryAsync(Journal, _askedAt);
            // Old figures say when they are of; no figures say nothing.
            (_found, _trouble) = result.Match<(Comparison?, string?)>(found => (found, null), failure => (_found, failure.Code()));
        }
        finally
        {
            _isAsking = false;
        }

        StateHasChanged();
    }
}
