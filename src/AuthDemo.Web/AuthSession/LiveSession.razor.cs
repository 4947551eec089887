using AuthDemo.Sessions;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.AuthSession;

/// <summary>
/// Follows one session and shows where it stands. Rendered twice: once for the page's first answer, with the state of that moment,
/// and then on the circuit, which takes over without a gap because nothing is drawn before the first snapshot is there.
/// All members run on the renderer's dispatcher.
/// </summary>
public sealed partial class LiveSession : IAsyncDisposable
{
    private readonly TaskCompletionSource _first = new();
    private SessionControls _controls = SessionControls.NotYet;
    private AuthSnapshot? _snapshot;
    private AuthIntent? _order;
    private IAsyncDisposable? _following;
    private SessionId _id;
    private OwnerKey? _owner;
    private bool _begun;
    private bool _shown;

    /// <summary>The session's id as it stands in the address.</summary>
    [Parameter, EditorRequired] public required string Id { get; set; }

    /// <summary>The owner's key. Secret: reaches the browser as a protected parameter only.</summary>
    [Parameter, EditorRequired] public required string Owner { get; set; }

    /// <summary>What the address says the session is for: decides what a stranger may start instead.</summary>
    [Parameter] public Flow AsAddressed { get; set; }

    [Inject] private IAuthSessions Sessions { get; set; } = null!;

    /// <summary>Waits for the first snapshot before anything is rendered: the prerendered page stays until then.</summary>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (!_begun)
        {
            _begun = true;
            await BeginAsync();
        }

        _shown = true;
        await base.SetParametersAsync(ParameterView.Empty);
    }

    public ValueTask DisposeAsync() => _following?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task BeginAsync()
    {
        var isKnown = SessionId.TryParse(Id, out _id) && OwnerKey.TryParse(Owner, out _owner);
        _following = isKnown ? await Sessions.FollowAsync(_id, _owner!, OnSnapshotAsync) : null;
        if (_following is null)
            return;

        await _first.Task;
        if (_snapshot!.Flow is not Flow.Auth)
            _order = await Sessions.IntentAsync(_id, _owner!);
        if (!RendererInfo.IsInteractive)
        {
            // One look for the page's first answer; the circuit follows for itself.
            await _following.DisposeAsync();
            _following = null;
            return;
        }

        _controls = new(
            IsReady: true,
            Cancel: () => Sessions.CancelAsync(_id, _owner!),
            SwitchTo: device => Sessions.SwitchDeviceAsync(_id, _owner!, device, _snapshot!.Client!),
            IssueTicket: () => Sessions.IssueTicketAsync(_id, _owner!));
    }

    private Task OnSnapshotAsync(AuthSnapshot snapshot) => InvokeAsync(() =>
    {
        if (_snapshot is not null && snapshot.Version <= _snapshot.Version)
            return;
        _snapshot = snapshot;
        _first.TrySetResult();
        if (_shown)
            StateHasChanged();
    });
}
