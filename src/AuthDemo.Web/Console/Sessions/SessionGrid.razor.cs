using AuthDemo.Journal;
using AuthDemo.Journal.Feed;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.ReadModels;
using AuthDemo.Sessions;
using AuthDemo.Web.Console.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>
/// The grid of sessions. It shows sessions started before a cut-off time (<see cref="_cutoff"/>), so that its pages are consistent; later
/// sessions are counted until the next reload. Changes are kept for the rendered rows only. All members run on the renderer's dispatcher.
/// </summary>
public sealed partial class SessionGrid : IAsyncDisposable
{
    private static readonly (SessionSort Sort, string Name, string Css)[] s_columns =
    [
        (SessionSort.State, "State", ""), (SessionSort.Reason, "Reason", ""), (SessionSort.Started, "Started", ""), (SessionSort.Duration, "Duration", "num"),
        (SessionSort.Flow, "Flow", "aside"), (SessionSort.Device, "Device", "aside"), (SessionSort.Updated, "Updated", "aside far"),
    ];

    // Above this the exact number does not matter.
    private const int MostCounted = 1000;

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly Dictionary<SessionId, SessionSummary> _newest = [];
    private readonly HashSet<SessionId> _unseen = [];
    private IReadOnlyList<SessionSummary> _page = [];
    private (SessionView View, PersonalNumber? Person)? _pageOf;
    private int _runningQueries;
    private ElementReference _scroller;
    private Virtualize<GridRow>? _rows;
    private IDisposable? _subscription;
    private ITimer? _timer;
    private IJSObjectReference? _script;
    private IJSObjectReference? _keys;
    private DotNetObjectReference<SessionGrid>? _self;
    private DateTimeOffset _cutoff;
    private DateTimeOffset _now;
    private SessionView? _shown;
    private PersonalNumber? _shownPerson;
    private int? _total;
    private int _newer;
    private bool _isStale;
    private bool _isQuiet = true;
    private string? _failure;

    [Parameter, EditorRequired] public required SessionView View { get; set; }

    /// <summary>Only this person's sessions.</summary>
    [Parameter] public PersonalNumber? Person { get; set; }

    /// <summary>Raised when the operator selects another sort order.</summary>
    [Parameter] public EventCallback<SessionView> ViewChanged { get; set; }

    [Inject] private IJournalQueries Journal { get; set; } = null!;

    [Inject] private ThrottledJournalFeed Feed { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    [Inject] private IStringLocalizer<ConsoleTexts> L { get; set; } = null!;

    /// <summary>The number of sessions for which changes are kept.</summary>
    internal int ChangedSessions => _newest.Count;

    private bool IsLoading => _total is null && _failure is null;

    /// <summary>Called by the browser: whether the grid is at its top with neither pointer nor focus inside.</summary>
    [JSInvokable]
    public Task QuietAsync(bool isQuiet)
    {
        _isQuiet = isQuiet;
        return isQuiet && (_newer > 0 || _isStale) ? ReloadAsync() : Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        if (_timer is not null)
            await _timer.DisposeAsync();
        await _keys.DisposeSafelyAsync(callDispose: true);
        await _script.DisposeSafelyAsync();
        _self?.Dispose();
    }

    protected override void OnInitialized()
    {
        _cutoff = _now = Time.GetUtcNow();
        _subscription = Feed.Subscribe(news => InvokeAsync(() => OnNewsAsync(news)));
        _timer = Time.CreateTimer(_ => _ = InvokeAsync(OnSecond), null, s_second, s_second);
    }

    protected override async Task OnParametersSetAsync()
    {
        var isOther = _shown is not null && (!View.Equals(_shown) || Person != _shownPerson);
        (_shown, _shownPerson) = (View, Person);
        if (isOther)
            await ReloadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        _script = await Js.InvokeAsync<IJSObjectReference>("import", "./console/console.js");
        _keys = await _script.InvokeAsync<IJSObjectReference>("grid", _scroller, _self);
    }

    private async ValueTask<ItemsProviderResult<GridRow>> ProvideAsync(ItemsProviderRequest request)
    {
        var asked = (View, Person);
        var filter = View.ToFilter(_cutoff, Person);
        if (View.IsNewestFirst)
            filter = filter with { Before = filter.Before < _cutoff ? filter.Before : _cutoff };
        JournalResult<SessionPage> answer;
        _runningQueries++;
        try
        {
            // The journal gives pages of 1 to 1,000.
            answer = await Journal.SessionsAsync(
                filter, View.Sort, View.IsDescending, request.StartIndex, Math.Clamp(request.Count, 1, 1000), request.CancellationToken);
        }
        finally
        {
            _runningQueries--;
        }

        // The operator has scrolled on, and other rows are visible.
        request.CancellationToken.ThrowIfCancellationRequested();
        var (failure, total) = (_failure, _total);
        if (answer is JournalResult<SessionPage>.Unavailable down)
        {
            (_failure, _isStale) = (down.Failure.Code(), true);
            if (_pageOf != asked)
                (_page, _pageOf, _total) = ([], null, null);
        }
        else if (answer is JournalResult<SessionPage>.Success { Value: var page })
        {
            (_page, _pageOf, _total, _failure) = (page.Sessions, asked, page.Total, null);
            DiscardChanges();
        }

        if (_failure != failure || _total != total)
            StateHasChanged();
        if (_failure is not null && _pageOf is not null)
            // Treated as cancelled, so that the old rows stay.
            throw new OperationCanceledException(request.CancellationToken);
        return new(_page.Select((session, i) => new GridRow(request.StartIndex + i + GridRow.First, session)), _total ?? 0);
    }

    private async Task OnNewsAsync(JournalChanges news)
    {
        _now = Time.GetUtcNow();
        foreach (var session in news.Sessions)
        {
            if (!_newest.TryGetValue(session.Id, out var known) || known.Version < session.Version)
                _newest[session.Id] = session;
            if (session.StartedAt >= _cutoff && _unseen.Count < MostCounted)
                _unseen.Add(session.Id);
        }

        DiscardChanges();

        // Without filters and with the newest first, a change adds a session at the top or updates a row in place. Otherwise it may add,
        // remove or move a row.
        var isPlain = View.IsNewestFirst && View.ToQuery().Length == 0 && Person is null;
        _newer = isPlain ? _unseen.Count : 0;
        _isStale |= news.Missed || (!isPlain && news.Sessions.Count > 0);
        if (_isQuiet && (_newer > 0 || _isStale))
            await ReloadAsync();
        else
            StateHasChanged();
    }

    private SessionSummary Newest(SessionSummary row) =>
        _newest.TryGetValue(row.Id, out var newer) && newer.Version > row.Version ? newer : row;

    // Other rows are queried with their page. While a query is running, its result may be older than a change.
    private void DiscardChanges()
    {
        if (_runningQueries > 0 || _newest.Count == 0)
            return;
        var drawn = _page.Select(row => row.Id).ToHashSet();
        foreach (var id in _newest.Keys.Where(id => !drawn.Contains(id)).ToList())
            _newest.Remove(id);
    }

    // Updates the durations of running sessions. Nothing is rendered if no visible session is running.
    private void OnSecond()
    {
        if (!_page.Any(row => Newest(row).IsRunning))
            return;
        _now = Time.GetUtcNow();
        StateHasChanged();
    }

    private async Task CatchUpAsync()
    {
        if (_script is not null)
            await _script.InvokeVoidAsync("top", _scroller);
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        _cutoff = _now = Time.GetUtcNow();
        (_newer, _isStale) = (0, false);
        _unseen.Clear();
        if (_rows is not null)
            await _rows.RefreshDataAsync();
        StateHasChanged();
    }

    private Task SortAsync(SessionSort sort) => ViewChanged.InvokeAsync(
        View with { Sort = sort, IsDescending = View.Sort == sort ? !View.IsDescending : sort is SessionSort.Started or SessionSort.Updated or SessionSort.Duration });
}
