using AuthDemo.Journal;
using AuthDemo.Sessions;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Acts;
using AuthDemo.Web.Console.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;

namespace AuthDemo.Web.Console.One;

/// <summary>
/// One session: where it stands, what to say to the person, and how it came there. Moves as the session moves: each commit of the
/// journal that concerns it has the page ask again, so what is shown is what is durable.
/// </summary>
public sealed partial class SessionPage : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private SessionId _id;
    private SessionDetail? _detail;
    private Identity? _revealed;
    private string? _trouble;
    private bool _isLoading = true;
    private string? _loaded;
    private IDisposable? _following;
    private ITimer? _clock;

    /// <summary>The session's id as it stands in the address.</summary>
    [Parameter] public string Id { get; set; } = "";

    [CascadingParameter] private Operator Operator { get; set; } = null!;

    [Inject] private IJournalQueries Journal { get; set; } = null!;

    [Inject] private News News { get; set; } = null!;

    [Inject] private OperatorDesk Desk { get; set; } = null!;

    [Inject] private SessionActs Acts { get; set; } = null!;

    [Inject] private IDialogService Dialogs { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private IOptionsMonitor<ConsoleOptions> Options { get; set; } = null!;

    private AddressPolicy Policy => Options.CurrentValue.Addresses;

    public void Dispose()
    {
        _following?.Dispose();
        _clock?.Dispose();
    }

    protected override void OnInitialized()
    {
        _following = News.Follow(news => InvokeAsync(() => OnNewsAsync(news)));
        _clock = Time.CreateTimer(_ => _ = InvokeAsync(() => { if (_detail?.Summary.IsRunning == true) StateHasChanged(); }), null, Tick, Tick);
    }

    protected override Task OnParametersSetAsync()
    {
        if (_loaded == Id)
            return Task.CompletedTask;
        (_loaded, _detail, _revealed, _trouble, _isLoading) = (Id, null, null, null, true);
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        if (!SessionId.TryParse(Id, out _id))
        {
            _isLoading = false;
            return;
        }

        (_detail, _trouble) = await Journal.SessionAsync(_id) switch
        {
            Answer<SessionDetail?>.Known known => (known.Value, null),
            // What was known is worth more than nothing.
            Answer<SessionDetail?>.Unavailable down => (_detail, down.Trouble.Word()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        _isLoading = false;
        StateHasChanged();
    }

    private Task OnNewsAsync(JournalNews news) =>
        news.Missed || news.Sessions.Any(session => session.Id == _id) || news.Entries.Any(entry => entry.Session == _id) ? LoadAsync() : Task.CompletedTask;

    private Task<bool> CancelAsync() => ReasonDialog.AskAsync(
        Dialogs, L["Cancel.Heading"], L["Cancel.Text"], L["Cancel.Do"], isGrave: true, async reason =>
        {
            var deed = await Acts.CancelAsync(_id, reason);
            return deed is Deed<bool>.Done { Value: false } ? L["Session.Unknown"] : L.Problem(deed);
        });

    private Task<bool> RevealAsync() => ReasonDialog.AskAsync(
        Dialogs, L["Reveal.Heading"], L["Reveal.Text"], L["Reveal.Do"], isGrave: false, async reason =>
        {
            var deed = await Desk.RevealAsync(_id, reason);
            _revealed = (deed as Deed<Identity>.Done)?.Value;
            await InvokeAsync(StateHasChanged);
            return L.Problem(deed);
        });

    private static string Platform(SessionSummary session) =>
        string.Join(" · ", new[] { session.Os, session.Browser }.Where(word => word is { Length: > 0 })) is { Length: > 0 } platform ? platform : "–";
}
