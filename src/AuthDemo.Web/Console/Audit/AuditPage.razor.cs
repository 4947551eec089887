using System.Globalization;
using AuthDemo.Journal;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Feed;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.ReadModels;
using AuthDemo.Journal.Retention;
using AuthDemo.Journal.Verification;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Actions;
using AuthDemo.Web.Console.Layout;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Console.Audit;

/// <summary>
/// The audit log, newest first, and the state of its chain. New entries are counted and loaded on request. Only the latest query counts: the
/// result of an earlier one is discarded, and older entries are loaded only while no other query is running.
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
    private string? _failure;
    private string? _error;
    private long? _failedBefore;
    private int _query;
    private int? _missedQuery;
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

    /// <summary>The label of the button above the list; null if the list is up to date. After missed changes the number is unknown.</summary>
    private string? Newer =>
        _entries is null ? null
        : _missedQuery is not null ? L["Audit.NewerSome"].Value
        : _newer.Count > 0 ? L["Audit.Newer", _newer.Count.ToString("N0", CultureInfo.CurrentCulture)].Value : null;

    public void Dispose()
    {
        _subscription?.Dispose();
        _timer?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _subscription = Feed.Subscribe(news => InvokeAsync(() => OnNews(news)));
        // The background check of the chain and the retention sweep do not appear in the feed.
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
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private async Task LoadRetentionAsync()
    {
        _retentionAt = Time.GetUtcNow();
        if (await Journal.RetentionAsync() is JournalResult<RetentionStatus>.Success known)
            _retention = known.Value;
    }

    private Task ReloadAsync()
    {
        // The counted entries match another filter.
        if (_shown != Filter)
            _newer.Clear();
        return LoadAsync(before: null);
    }

    private Task MoreAsync() => _isLoading || _entries is not { Count: > 0 } entries ? Task.CompletedTask : LoadAsync(entries[^1].Seq);

    private Task RetryAsync() => _failedBefore is null ? ReloadAsync() : MoreAsync();

    private async Task LoadAsync(long? before)
    {
        var (query, filter) = (++_query, Filter);
        _isLoading = true;
        try
        {
            var answer = await Journal.AuditAsync(filter, before, PageSize);
            if (query == _query)
                Take(answer, filter, before);
        }
        finally
        {
            _isLoading &= query != _query;
        }
    }

    private void Take(JournalResult<IReadOnlyList<AuditEntry>> answer, AuditFilter filter, long? before)
    {
        switch (answer)
        {
            case JournalResult<IReadOnlyList<AuditEntry>>.Success known:
                _entries = before is null ? [.. known.Value] : [.. _entries!, .. known.Value];
                (_shown, _hasMore, _failure, _failedBefore) = (filter, known.Value.Count == PageSize, null, null);
                // Counted while the query was running, and contained in its result.
                _newer.RemoveWhere(IsShown);
                if (before is null && _missedQuery < _query)
                    _missedQuery = null;
                break;
            case JournalResult<IReadOnlyList<AuditEntry>>.Unavailable down:
                (_failure, _failedBefore) = (down.Failure.Code(), before);
                // The entries shown match another filter.
                if (_shown != filter)
                    (_entries, _hasMore) = (null, false);
                break;
        }
    }

    private bool IsShown(long seq) => _entries is { Count: > 0 } entries && seq <= entries[0].Seq;

    private void OnNews(JournalChanges news)
    {
        var filter = Filter;
        _newer.UnionWith(news.Entries.Where(entry =>
            (filter.Subject is null || entry.Type.Subject == filter.Subject) && (filter.Type is null || entry.Type == filter.Type)
            && (filter.Actor is null || entry.Actor == filter.Actor)).Select(entry => entry.Seq).Where(seq => !IsShown(seq)));
        if (news.Missed)
            _missedQuery = _query;
        StateHasChanged();
    }

    private async Task VerifyAsync()
    {
        (_isVerifying, _error) = (true, null);
        try
        {
            var result = await Operations.ExecuteAsync(OperatorRole.Viewer, new(JournalEventType.ChainVerified), _ => Journal.VerifyAsync());
            _error = result switch
            {
                OperationResult<JournalResult<ChainStatus>>.Done { Value: JournalResult<ChainStatus>.Success } => null,
                OperationResult<JournalResult<ChainStatus>>.Done { Value: JournalResult<ChainStatus>.Unavailable down } => L.TextFor("JournalFailure.", down.Failure.Code()),
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

    // Operators' own words, except for one code of ours.
    private string? Why(AuditEntry entry) => entry is { Why: "idle", Type.Name: "operator_signed_out" } ? L["Why.idle"] : entry.Why;
}
