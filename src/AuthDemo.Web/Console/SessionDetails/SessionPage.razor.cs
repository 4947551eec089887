using AuthDemo.Journal;
using AuthDemo.Journal.Feed;
using AuthDemo.Journal.Queries;
using AuthDemo.Sessions;
using AuthDemo.Web.Console.Layout;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Console.SessionDetails;

/// <summary>
/// One session: its state, what to tell the caller, and its timeline. Queries again after each commit that concerns the session, so it shows
/// only what is durable. Results may arrive out of order; an older one is discarded.
/// </summary>
public sealed partial class SessionPage : IDisposable
{
    private SessionId _id;
    private SessionDetail? _detail;
    private Identity? _revealed;
    private string? _failure;
    private bool _isLoading = true;
    private string? _loaded;
    private int _asked;
    private IDisposable? _subscription;

    /// <summary>The session's id, as in the URL.</summary>
    [Parameter] public string Id { get; set; } = "";

    [Inject] private IJournalQueries Journal { get; set; } = null!;

    [Inject] private ThrottledJournalFeed Feed { get; set; } = null!;

    public void Dispose() => _subscription?.Dispose();

    protected override void OnInitialized() => _subscription = Feed.Subscribe(news => InvokeAsync(() => OnNewsAsync(news)));

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == Id)
            return Task.CompletedTask;
        (_loaded, _detail, _revealed, _failure, _isLoading) = (Id, null, null, null, true);
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var (of, asked) = (Id, ++_asked);
        if (!SessionId.TryParse(of, out _id))
        {
            _isLoading = false;
            return;
        }

        var answer = await Journal.SessionAsync(_id);
        if (of != Id)
            return;
        if (answer is JournalResult<SessionDetail?>.Success { Value: { } detail })
        {
            if (_detail is not null && Age(detail).CompareTo(Age(_detail)) < 0)
                return;
            (_detail, _failure) = (detail, null);
        }
        else if (asked != _asked)
            return; // A later query decides.
        else if (answer is JournalResult<SessionDetail?>.Unavailable down)
            _failure = down.Failure.Code(); // Keeps the last known details.
        else
            (_detail, _failure) = (null, null);
        _isLoading = false;
        StateHasChanged();
    }

    // Operators' actions append to the log without changing the session's version.
    private static (long Version, long Seq) Age(SessionDetail detail) => (detail.Summary.Version, detail.Log.Count == 0 ? 0 : detail.Log[^1].Seq);

    private Task OnNewsAsync(JournalChanges news) =>
        news.Missed || news.Sessions.Any(session => session.Id == _id) || news.Entries.Any(entry => entry.Session == _id) ? LoadAsync() : Task.CompletedTask;
}
