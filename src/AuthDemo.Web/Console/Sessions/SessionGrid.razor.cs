using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Storage;
using AuthDemo.Sessions;
using AuthDemo.Web.Console.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>
/// The grid. What it shows is cut at an instant (<see cref="_cut"/>): sessions that began later are counted and not shown until it
/// catches up, so that pages asked for one after the other fit together. News are kept for the rows that exist only, however long
/// somebody's pointer stays in the grid. All members run on the renderer's dispatcher.
/// </summary>
public sealed partial class SessionGrid : IAsyncDisposable
{
    private static readonly (SessionSort Sort, string Name, string Css)[] s_columns =
    [
        (SessionSort.State, "State", ""), (SessionSort.Reason, "Reason", ""), (SessionSort.Started, "Started", ""), (SessionSort.Duration, "Duration", "num"),
        (SessionSort.Flow, "Flow", "aside"), (SessionSort.Device, "Device", "aside"), (SessionSort.Updated, "Updated", "aside far"),
    ];

    // Whoever is so far behind reads no exact number.
    private const int MostCounted = 1000;

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly Dictionary<SessionId, SessionSummary> _newest = [];
    private readonly HashSet<SessionId> _unseen = [];
    private IReadOnlyList<SessionSummary> _page = [];
    private (SessionView View, PersonalNumber? Person)? _pageOf;
    private int _asking;
    private ElementReference _scroller;
    private Virtualize<GridRow>? _rows;
    private IDisposable? _subscription;
    private ITimer? _timer;
    private IJSObjectReference? _script;
    private IJSObjectReference? _keys;
    private DotNetObjectReference<SessionGrid>? _self;
    private DateTimeOffset _cut;
    private DateTimeOffset _now;
    private SessionView? _shown;
    private PersonalNumber? _shownPerson;
    private int? _total;
    private int _newer;
    private bool _isStale;
    private bool _isQuiet = true;
    private string? _trouble;

    [Parameter, EditorRequired] public required SessionView View { get; set; }

    /// <summary>Only this person's sessions.</summary>
    [Parameter] public PersonalNumber? Person { get; set; }

    /// <summary>Another order was asked for.</summary>
    [Parameter] public EventCallback<SessionView> ViewChanged { get; set; }

    [Inject] private IJournalQueries Journal { get; set; } = null!;

    [Inject] private ThrottledJournalFeed Feed { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    [Inject] private IStringLocalizer<ConsoleTexts> L { get; set; } = null!;

    /// <summary>Of how many sessions news are kept.</summary>
    internal int Remembered => _newest.Count;

    private bool IsLoading => _total is null && _trouble is null;

    /// <summary>The pointer and the focus are elsewhere and the grid stands at its top, or not.</summary>
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
        _cut = _now = Time.GetUtcNow();
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
        var filter = View.ToFilter(_cut, Person);
        if (View.IsNewestFirst)
            filter = filter with { Before = filter.Before < _cut ? filter.Before : _cut };
        Answer<SessionPage> answer;
        _asking++;
        try
        {
            // The journal gives pages of 1 to 1,000.
            answer = await Journal.SessionsAsync(
                filter, View.Sort, View.IsDescending, request.StartIndex, Math.Clamp(request.Count, 1, 1000), request.CancellationToken);
        }
        finally
        {
            _asking--;
        }

        // Whoever scrolled on has asked for other rows meanwhile: this answer is about none that are in sight.
        request.CancellationToken.ThrowIfCancellationRequested();
        var (trouble, total) = (_trouble, _total);
        if (answer is Answer<SessionPage>.Unavailable down)
        {
            (_trouble, _isStale) = (down.Trouble.Word(), true);
            if (_pageOf != asked)
                (_page, _pageOf, _total) = ([], null, null);
        }
        else
        {
            var page = answer.Known();
            (_page, _pageOf, _total, _trouble) = (page.Sessions, asked, page.Total, null);
            Forget();
        }

        if (_trouble != trouble || _total != total)
            StateHasChanged();
        if (_trouble is not null && _pageOf is not null)
            // Taken as a question given up: the rows that were there stay.
            throw new OperationCanceledException(request.CancellationToken);
        return new(_page.Select((session, i) => new GridRow(request.StartIndex + i + GridRow.First, session)), _total ?? 0);
    }

    private async Task OnNewsAsync(JournalNews news)
    {
        _now = Time.GetUtcNow();
        foreach (var session in news.Sessions)
        {
            if (!_newest.TryGetValue(session.Id, out var known) || known.Version < session.Version)
                _newest[session.Id] = session;
            if (session.StartedAt >= _cut && _unseen.Count < MostCounted)
                _unseen.Add(session.Id);
        }

        Forget();

        // Without filters, and newest first, news are a session on top or another word in a row that stays where it is. Otherwise they
        // may bring a row, take one away, or move one.
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

    // What is not on the page will be read with its page; but a page that is being read may be older than the news.
    private void Forget()
    {
        if (_asking > 0 || _newest.Count == 0)
            return;
        var drawn = _page.Select(row => row.Id).ToHashSet();
        foreach (var id in _newest.Keys.Where(id => !drawn.Contains(id)).ToList())
            _newest.Remove(id);
    }

    // DurationFormat go on without news. Only rows in sight exist, and nothing is asked for or sent while none of them runs.
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
        _cut = _now = Time.GetUtcNow();
        (_newer, _isStale) = (0, false);
        _unseen.Clear();
        if (_rows is not null)
            await _rows.RefreshDataAsync();
        StateHasChanged();
    }

    private Task SortAsync(SessionSort sort) => ViewChanged.InvokeAsync(
        View with { Sort = sort, IsDescending = View.Sort == sort ? !View.IsDescending : sort is SessionSort.Started or SessionSort.Updated or SessionSort.Duration });
}
