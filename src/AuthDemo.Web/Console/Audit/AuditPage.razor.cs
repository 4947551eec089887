using System.Globalization;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Retention;
using AuthDemo.Journal.Storage;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Actions;
using AuthDemo.Web.Console.Layout;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Console.Audit;

/// <summary>
/// The log, newest first, and whether its chain holds. New entries are counted above and come when asked for. One question to the journal
/// counts at a time: a newer one (another filter, the newest entries) makes the answer to an older one void, and older entries are only
/// asked for when nothing else is.
/// </summary>
public sealed partial class AuditPage : IDisposable
{
    private const int PageSize = 100;

    private static readonly TimeSpan s_refreshInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_retentionInterval = TimeSpan.FromMinutes(5);
    private static readonly IReadOnlyList<string> s_subjects = [.. Enum.GetNames<JournalSubject>()];
    private static readonly IReadOnlyList<string> s_types = [.. JournalEventType.All.Select(type => type.Name)];

    private readonly HashSet<long> _newer = [];
    private List<AuditEntry>? _entries;
    private AuditFilter? _shown;
    private RetentionStatus? _retention;
    private DateTimeOffset _retentionAt;
    private string? _actor;
    private string? _subject = nameof(JournalSubject.Operator);
    private string? _type;
    private string? _trouble;
    private string? _problem;
    private long? _failedBefore;
    private int _turn;
    private int? _missedTurn;
    private bool _hasMore;
    private bool _isLoading;
    private bool _isVerifying;
    private IDisposable? _subscription;
    private ITimer? _timer;

    [Inject] private IJournalQueries Journal { get; set; } = null!;

    [Inject] private AuditedOperations Operations { get; set; } = null!;

    [Inject] private ThrottledJournalFeed Feed { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    private AuditFilter Filter => new()
    {
        Subject = _subject is null ? null : Enum.Parse<JournalSubject>(_subject),
        Type = _type is null ? null : JournalEventType.Find(_type),
        Actor = string.IsNullOrWhiteSpace(_actor) ? null : _actor.Trim() is "user" or "service" or "command line" ? _actor.Trim() : $"operator:{_actor.Trim()}",
    };

    /// <summary>What the button above the list says; null when it shows all there is. After lost news nobody knows how many.</summary>
    private string? Newer =>
        _entries is null ? null
        : _missedTurn is not null ? L["Audit.NewerSome"].Value
        : _newer.Count > 0 ? L["Audit.Newer", _newer.Count.ToString("N0", CultureInfo.CurrentCulture)].Value : null;

    public void Dispose()
    {
        _subscription?.Dispose();
        _timer?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _subscription = Feed.Subscribe(news => InvokeAsync(() => OnNews(news)));
        // The chain is checked and the log is swept in the background, which is no news of the journal.
        _timer = Time.CreateTimer(_ => _ = InvokeAsync(RefreshAsync), null, s_refreshInterval, s_refreshInterval);
        await ReloadAsync();
        await LoadRetentionAsync();
    }

    private async Task RefreshAsync()
    {
        try
        {
            if (Time.GetUtcNow() - _retentionAt >= s_retentionInterval)
                await LoadRetentionAsync();
            StateHasChanged();
        }
        catch (Exception broken)
        {
            await DispatchExceptionAsync(broken);
        }
    }

    private async Task LoadRetentionAsync()
    {
        _retentionAt = Time.GetUtcNow();
        if (await Journal.RetentionAsync() is Answer<RetentionStatus>.Known known)
            _retention = known.Value;
    }

    private Task ReloadAsync()
    {
        // Those of another filter.
        if (_shown != Filter)
            _newer.Clear();
        return LoadAsync(before: null);
    }

    private Task MoreAsync() => _isLoading || _entries is not { Count: > 0 } entries ? Task.CompletedTask : LoadAsync(entries[^1].Seq);

    private Task RetryAsync() => _failedBefore is null ? ReloadAsync() : MoreAsync();

    private async Task LoadAsync(long? before)
    {
        var (turn, filter) = (++_turn, Filter);
        _isLoading = true;
        try
        {
            var answer = await Journal.AuditAsync(filter, before, PageSize);
            if (turn == _turn)
                Take(answer, filter, before);
        }
        finally
        {
            _isLoading &= turn != _turn;
        }
    }

    private void Take(Answer<IReadOnlyList<AuditEntry>> answer, AuditFilter filter, long? before)
    {
        switch (answer)
        {
            case Answer<IReadOnlyList<AuditEntry>>.Known known:
                _entries = before is null ? [.. known.Value] : [.. _entries!, .. known.Value];
                (_shown, _hasMore, _trouble, _failedBefore) = (filter, known.Value.Count == PageSize, null, null);
                // Told while the question was under way, and in its answer already.
                _newer.RemoveWhere(IsShown);
                if (before is null && _missedTurn < _turn)
                    _missedTurn = null;
                break;
            case Answer<IReadOnlyList<AuditEntry>>.Unavailable down:
                (_trouble, _failedBefore) = (down.Trouble.Word(), before);
                // What another filter found is not what this one was asked for.
                if (_shown != filter)
                    (_entries, _hasMore) = (null, false);
                break;
        }
    }

    private bool IsShown(long seq) => _entries is { Count: > 0 } entries && seq <= entries[0].Seq;

    private void OnNews(JournalNews news)
    {
        var filter = Filter;
        _newer.UnionWith(news.Entries.Where(entry =>
            (filter.Subject is null || entry.Type.Subject == filter.Subject) && (filter.Type is null || entry.Type == filter.Type)
            && (filter.Actor is null || entry.Actor == filter.Actor)).Select(entry => entry.Seq).Where(seq => !IsShown(seq)));
        if (news.Missed)
            _missedTurn = _turn;
        StateHasChanged();
    }

    private async Task VerifyAsync()
    {
        (_isVerifying, _problem) = (true, null);
        try
        {
            var result = await Operations.ExecuteAsync(OperatorRole.Viewer, new(JournalEventType.ChainVerified), _ => Journal.VerifyAsync());
            _problem = result switch
            {
                OperationResult<Answer<ChainStatus>>.Done { Value: Answer<ChainStatus>.Known } => null,
                OperationResult<Answer<ChainStatus>>.Done { Value: Answer<ChainStatus>.Unavailable down } => L.TextFor("Trouble.", down.Trouble.Word()),
                _ => L.ErrorText(result),
            };
        }
        finally
        {
            _isVerifying = false;
        }
    }

    private string Actor(string actor) =>
        actor.StartsWith("operator:", StringComparison.Ordinal) ? actor["operator:".Length..] : L.TextFor("Actor.", actor.Replace(' ', '_'));

    // Said by an operator, but for one word of ours.
    private string? Why(AuditEntry entry) => entry is { Why: "idle", Type.Name: "operator_signed_out" } ? L["Why.idle"] : entry.Why;
}
