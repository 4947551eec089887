using AuthDemo.Sessions;
using AuthDemo.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace AuthDemo.Web.AuthSession;

/// <summary>
/// Subscribes to one session and shows its state. Rendered twice: prerendered with the state of that moment, and then on the circuit,
/// which takes over without flicker because it renders nothing before the first snapshot. All members run on the renderer's dispatcher.
/// </summary>
public sealed partial class LiveSession : IAsyncDisposable
{
    private readonly TaskCompletionSource _firstSnapshot = new();
    private SessionControls _controls = SessionControls.Disabled;
    private AuthSnapshot? _snapshot;
    private AuthIntent? _intent;
    private IAsyncDisposable? _subscription;
    private SessionId _id;
    private OwnerKey? _owner;
    private bool _isInitialized;
    private bool _canRender;

    /// <summary>The session's id, as in the URL.</summary>
    [Parameter, EditorRequired] public required string Id { get; set; }

    /// <summary>The owner's key. Secret: sent to the browser as a protected parameter only.</summary>
    [Parameter, EditorRequired] public required string Owner { get; set; }

    /// <summary>The flow of the URL, for the link on the page of a session that does not exist.</summary>
    [Parameter] public Flow RequestedFlow { get; set; }

    [Inject] private IAuthSessions Sessions { get; set; } = null!;

    [Inject] private AuthenticationStateProvider Circuit { get; set; } = null!;

    /// <summary>Waits for the first snapshot before rendering, so that the prerendered page stays until then.</summary>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (!_isInitialized)
        {
            _isInitialized = true;
            await SubscribeAsync();
        }

        _canRender = true;
        await base.SetParametersAsync(ParameterView.Empty);
    }

    public ValueTask DisposeAsync() => _subscription?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task SubscribeAsync()
    {
        var isValid = SessionId.TryParse(Id, out _id) && OwnerKey.TryParse(Owner, out _owner)
            && (!RendererInfo.IsInteractive || await Circuit.HasAsync(_owner)); // parameters replayed in another browser
        _subscription = isValid ? await Sessions.FollowAsync(_id, _owner!, OnSnapshotAsync) : null;
        if (_subscription is null)
            return;

        await _firstSnapshot.Task;
        if (_snapshot!.Flow is not Flow.Auth)
            _intent = await Sessions.IntentAsync(_id, _owner!);
        if (!RendererInfo.IsInteractive)
        {
            // Prerendering needs one snapshot; the circuit subscribes again.
            await _subscription.DisposeAsync();
            _subscription = null;
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
        _firstSnapshot.TrySetResult();
        if (_canRender)
            StateHasChanged();
    });
}
