using AuthDemo.Journal;
using AuthDemo.Sessions;
using AuthDemo.Web.Console.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace AuthDemo.Web.Console.Live;

/// <summary>
/// The grid. What it shows is cut at an instant (<see cref="_cut"/>): sessions that began later are counted and not shown until it
/// catches up, so that pages asked for one after the other fit together. All members run on the renderer's dispatcher.
/// </summary>
public sealed partial class SessionGrid : IAsyncDisposable
{
    private static readonly (SessionSort Sort, string Name, string Css)[] Columns =
    [
        (SessionSort.State, "State", ""), (SessionSort.Reason, "Reason", ""), (SessionSort.Started, "Started", ""), (SessionSort.Duration, "Duration", "num"),
        (SessionSort.Flow, "Flow", "aside"), (SessionSort.Device, "Device", "aside"), (SessionSort.Updated, "Updated", "aside far"),
    ];

    private readonly Dictionary<SessionId, SessionSummary> _newest = [];
    private readonly HashSet<SessionId> _unseen = [];
    private ElementReference _scroller;
    private Virtualize<SessionSummary>? _rows;
    private IDisposable? _following;
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

    [Inject] private News News { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    [Inject] private IStringLocalizer<ConsoleTexts> L { get; set; } = null!;

    /// <summary>The pointer and the focus are elsewhere and the grid stands at its top, or not.</summary>
    [JSInvokable]
    public Task QuietAsync(bool isQuiet)
    {
        _isQuiet = isQuiet;
        return isQuiet && (_newer > 0 || _isStale) ? ReloadAsync() : Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _following?.Dispose();
        await _keys.LetGoAsync(ends: true);
        await _script.LetGoAsync();
        _self?.Dispose();
    }

    protected override void OnInitialized()
    {
        _cut = _now = Time.GetUtcNow();
        _following = News.Follow(news => InvokeAsync(() => OnNewsAsync(news)));
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

    private async ValueTask<ItemsProviderResult<SessionSummary>> ProvideAsync(ItemsProviderRequest request)
    {
        var filter = View.ToFilter(_cut, Person);
        if (View.IsNewestFirst)
            filter = filter with { Before = _cut };
        // The journal gives pages of 1 to 1,000.
        var answer = await Journal.SessionsAsync(
            filter, View.Sort, View.IsDescending, request.StartIndex, Math.Clamp(request.Count, 1, 1000), request.CancellationToken);
        var (page, trouble) = answer switch
        {
            Answer<SessionPage>.Known known => (known.Value, null),
            Answer<SessionPage>.Unavailable down => (new SessionPage([], 0), down.Trouble.Word()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var changed = _trouble != trouble || _total != page.Total;
        (_trouble, _total) = (trouble, trouble is null ? page.Total : null);
        if (changed)
            StateHasChanged();
        return new(page.Sessions, page.Total);
    }

    private async Task OnNewsAsync(JournalNews news)
    {
        _now = Time.GetUtcNow();
        foreach (var session in news.Sessions)
        {
            if (!_newest.TryGetValue(session.Id, out var known) || known.Version < session.Version)
                _newest[session.Id] = session;
            if (session.StartedAt >= _cut)
                _unseen.Add(session.Id);
        }

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
        _newest.Clear();
        if (_rows is not null)
            await _rows.RefreshDataAsync();
        StateHasChanged();
    }

    private Task SortAsync(SessionSort sort) => ViewChanged.InvokeAsync(
        View with { Sort = sort, IsDescending = View.Sort == sort ? !View.IsDescending : sort is SessionSort.Started or SessionSort.Updated or SessionSort.Duration });
}
