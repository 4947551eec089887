using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Storage;
using AuthDemo.Sessions;
using AuthDemo.Web.Console.Layout;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Console.SessionDetails;

/// <summary>
/// One session: where it stands, what to say to the person, and how it came there. Moves as the session moves: each commit of the
/// journal that concerns it has the page ask again, so what is shown is what is durable. Answers may overtake one another: the page
/// never goes back to an older one.
/// </summary>
public sealed partial class SessionPage : IDisposable
{
    private SessionId _id;
    private SessionDetail? _detail;
    private Identity? _revealed;
    private string? _trouble;
    private bool _isLoading = true;
    private string? _loaded;
    private int _asked;
    private IDisposable? _subscription;

    /// <summary>The session's id as it stands in the address.</summary>
    [Parameter] public string Id { get; set; } = "";

    [Inject] private IJournalQueries Journal { get; set; } = null!;

    [Inject] private ThrottledJournalFeed Feed { get; set; } = null!;

    public void Dispose() => _subscription?.Dispose();

    protected override void OnInitialized() => _subscription = Feed.Subscribe(news => InvokeAsync(() => OnNewsAsync(news)));

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == Id)
            return Task.CompletedTask;
        (_loaded, _detail, _revealed, _trouble, _isLoading) = (Id, null, null, null, true);
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
        if (answer is Answer<SessionDetail?>.Known { Value: { } detail })
        {
            if (_detail is not null && Age(detail).CompareTo(Age(_detail)) < 0)
                return;
            (_detail, _trouble) = (detail, null);
        }
        else if (asked != _asked)
            return; // A later question will tell whether that still holds.
        else if (answer is Answer<SessionDetail?>.Unavailable down)
            _trouble = down.Trouble.Word(); // What was known is worth more than nothing.
        else
            (_detail, _trouble) = (null, null);
        _isLoading = false;
        StateHasChanged();
    }

    // What operators do to a session adds to its log and leaves its version alone.
    private static (long Version, long Seq) Age(SessionDetail detail) => (detail.Summary.Version, detail.Log.Count == 0 ? 0 : detail.Log[^1].Seq);

    private Task OnNewsAsync(JournalNews news) =>
        news.Missed || news.Sessions.Any(session => session.Id == _id) || news.Entries.Any(entry => entry.Session == _id) ? LoadAsync() : Task.CompletedTask;
}
