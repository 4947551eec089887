using AuthDemo.Journal.Queries;
using AuthDemo.Web.Console.Layout;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Console.Overview;

/// <summary>How the service does, at a glance. Asks again when something happened, at most every two seconds, and as time passes.</summary>
public sealed partial class OverviewPage : IDisposable
{
    private static readonly TimeSpan s_soonest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_latest = TimeSpan.FromSeconds(15);

    private HourComparison? _found;
    private string? _trouble;
    private IDisposable? _subscription;
    private ITimer? _timer;
    private DateTimeOffset _askedAt;
    private bool _isAsking;
    private bool _hasNews;

    [Inject] private IJournalQueries Journal { get; set; } = null!;

    [Inject] private ThrottledJournalFeed Feed { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    public void Dispose()
    {
        _subscription?.Dispose();
        _timer?.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        _subscription = Feed.Subscribe(_ => InvokeAsync(() => _hasNews = true));
        _timer = Time.CreateTimer(_ => _ = InvokeAsync(RefreshAsync), null, s_soonest, s_soonest);
        return LoadAsync();
    }

    private async Task RefreshAsync()
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
            var (found, trouble) = await HourComparison.AskAsync(Journal, _askedAt);
            // Old figures say when they are of; no figures say nothing.
            (_found, _trouble) = (found ?? _found, trouble);
        }
        finally
        {
            _isAsking = false;
        }

        StateHasChanged();
    }
}
