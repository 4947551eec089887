using AuthDemo.Journal;
using AuthDemo.Journal.Queries;
using AuthDemo.Web.Console.Layout;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Console.Overview;

/// <summary>The overview. Queries again after changes, at most every two seconds, and at least every fifteen seconds.</summary>
public sealed partial class OverviewPage : IDisposable
{
    private static readonly TimeSpan s_minInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_maxInterval = TimeSpan.FromSeconds(15);

    private HourComparison? _figures;
    private string? _failure;
    private IDisposable? _subscription;
    private ITimer? _timer;
    private DateTimeOffset _queriedAt;
    private bool _isQuerying;
    private bool _hasChanges;

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
        _subscription = Feed.Subscribe(_ => InvokeAsync(() => _hasChanges = true));
        _timer = Time.CreateTimer(_ => _ = InvokeAsync(RefreshAsync), null, s_minInterval, s_minInterval);
        return LoadAsync();
    }

    private async Task RefreshAsync()
    {
        if (!_hasChanges && _failure is null && Time.GetUtcNow() - _queriedAt < s_maxInterval)
            return;
        try
        {
            await LoadAsync();
        }
        catch (Exception exception)
        {
            // The timer does not await this; without the dispatch the page would silently stop refreshing.
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task LoadAsync()
    {
        if (_isQuerying)
            return;
        (_isQuerying, _hasChanges, _queriedAt) = (true, false, Time.GetUtcNow());
        try
        {
            var result = await HourComparison.QueryAsync(Journal, _queriedAt);
            // After a failure the old figures stay, with their time.
            (_figures, _failure) = result.Match<(HourComparison?, string?)>(found => (found, null), failure => (_figures, failure.Code()));
        }
        finally
        {
            _isQuerying = false;
        }

        StateHasChanged();
    }
}
