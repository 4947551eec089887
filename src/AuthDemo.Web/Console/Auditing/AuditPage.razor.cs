using AuthDemo.Journal;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Acts;
using AuthDemo.Web.Console.Desk;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Console.Auditing;

/// <summary>The log, newest first, and whether its chain holds. New entries are counted above and come when asked for.</summary>
public sealed partial class AuditPage : IDisposable
{
    private const int PageSize = 100;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(15);
    private static readonly IReadOnlyList<string> Subjects = [.. Enum.GetNames<JournalSubject>()];
    private static readonly IReadOnlyList<string> Types = [.. JournalEventType.All.Select(type => type.Name)];
    private static readonly string[] Unsaid = ["version", "message", "why", "calls"];

    private List<AuditEntry>? _entries;
    private RetentionStatus? _retention;
    private string? _actor;
    private string? _subject = nameof(JournalSubject.Operator);
    private string? _type;
    private string? _trouble;
    private string? _problem;
    private int _newer;
    private bool _hasMore;
    private bool _isVerifying;
    private IDisposable? _following;
    private ITimer? _clock;

    [Inject] private IJournalQueries Journal { get; set; } = null!;

    [Inject] private OperatorDesk Desk { get; set; } = null!;

    [Inject] private News News { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    private AuditFilter Filter => new()
    {
        Subject = _subject is null ? null : Enum.Parse<JournalSubject>(_subject),
        Type = _type is null ? null : JournalEventType.Find(_type),
        Actor = string.IsNullOrWhiteSpace(_actor) ? null : _actor.Trim() is "user" or "service" or "command line" ? _actor.Trim() : $"operator:{_actor.Trim()}",
    };

    public void Dispose()
    {
        _following?.Dispose();
        _clock?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _following = News.Follow(news => InvokeAsync(() => OnNews(news)));
        // The chain is checked in the background, which is no news of the journal.
        _clock = Time.CreateTimer(_ => _ = InvokeAsync(StateHasChanged), null, Look, Look);
        await ReloadAsync();
        if (await Journal.RetentionAsync() is Answer<RetentionStatus>.Known known)
            _retention = known.Value;
    }

    private async Task ReloadAsync()
    {
        _newer = 0;
        await LoadAsync(before: null);
    }

    private Task MoreAsync() => LoadAsync(_entries![^1].Seq);

    private async Task LoadAsync(long? before)
    {
        switch (await Journal.AuditAsync(Filter, before, PageSize))
        {
            case Answer<IReadOnlyList<AuditEntry>>.Known known:
                _entries = before is null ? [.. known.Value] : [.. _entries!, .. known.Value];
                (_hasMore, _trouble) = (known.Value.Count == PageSize, null);
                break;
            case Answer<IReadOnlyList<AuditEntry>>.Unavailable down:
                _trouble = down.Trouble.Word();
                break;
        }
    }

    private void OnNews(JournalNews news)
    {
        var filter = Filter;
        _newer += news.Entries.Count(entry =>
            (filter.Subject is null || entry.Type.Subject == filter.Subject) && (filter.Type is null || entry.Type == filter.Type)
            && (filter.Actor is null || entry.Actor == filter.Actor));
        StateHasChanged();
    }

    private async Task VerifyAsync()
    {
        (_isVerifying, _problem) = (true, null);
        var deed = await Desk.DoAsync(OperatorRole.Viewer, new(JournalEventType.ChainVerified), _ => Journal.VerifyAsync());
        _isVerifying = false;
        switch (deed)
        {
            case Deed<Answer<ChainStatus>>.Done { Value: Answer<ChainStatus>.Known }:
                break;
            case Deed<Answer<ChainStatus>>.Done { Value: Answer<ChainStatus>.Unavailable down }:
                _problem = L.Word("Trouble.", down.Trouble.Word());
                break;
            default:
                _problem = L.Problem(deed);
                break;
        }
    }

    private string Actor(string actor) =>
        actor.StartsWith("operator:", StringComparison.Ordinal) ? actor["operator:".Length..] : L.Word("Actor.", actor.Replace(' ', '_'));

    private static string Particulars(AuditEntry entry) =>
        string.Join(", ", entry.Facts.Where(fact => !Unsaid.Contains(fact.Key)).Select(fact => $"{fact.Key.Replace('_', ' ')}: {fact.Value}"));
}
