using AuthDemo.Sessions;
using AuthDemo.Web.AuthSession.States;
using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.AuthSession;

/// <summary>
/// Selects the component of each state. A state added to <see cref="AuthState"/> does not compile until it has one. A repeated state
/// reuses its component with new parameters, which avoids flicker.
/// </summary>
internal sealed class StateComponents(AuthSnapshot snapshot) : IAuthStateVisitor<RenderFragment>
{
    public RenderFragment Starting(AuthState.Starting state) => Show<StartingState, AuthState.Starting>(state);

    public RenderFragment AwaitingScan(AuthState.AwaitingScan state) => Show<AwaitingScanState, AuthState.AwaitingScan>(state);

    public RenderFragment AwaitingLaunch(AuthState.AwaitingLaunch state) => Show<AwaitingLaunchState, AuthState.AwaitingLaunch>(state);

    public RenderFragment WaitingForApp(AuthState.WaitingForApp state) => Show<WaitingForAppState, AuthState.WaitingForApp>(state);

    public RenderFragment Searching(AuthState.Searching state) => Show<SearchingState, AuthState.Searching>(state);

    public RenderFragment ReadingDocument(AuthState.ReadingDocument state) =>
        Show<ReadingDocumentState, AuthState.ReadingDocument>(state);

    public RenderFragment ConfirmingCall(AuthState.ConfirmingCall state) => Show<ConfirmingCallState, AuthState.ConfirmingCall>(state);

    public RenderFragment EnteringCode(AuthState.EnteringCode state) => Show<EnteringCodeState, AuthState.EnteringCode>(state);

    public RenderFragment Processing(AuthState.Processing state) => Show<ProcessingState, AuthState.Processing>(state);

    public RenderFragment InProgress(AuthState.InProgress state) => Show<InProgressState, AuthState.InProgress>(state);

    public RenderFragment Renewing(AuthState.Renewing state) => Show<RenewingState, AuthState.Renewing>(state);

    public RenderFragment Completed(AuthState.Completed state) => Show<CompletedState, AuthState.Completed>(state);

    public RenderFragment Cancelled(AuthState.Cancelled state) => Show<CancelledState, AuthState.Cancelled>(state);

    public RenderFragment Failed(AuthState.Failed state) => Show<FailedState, AuthState.Failed>(state);

    public RenderFragment Rejected(AuthState.Rejected state) => Show<RejectedState, AuthState.Rejected>(state);

    public RenderFragment Unavailable(AuthState.Unavailable state) => Show<UnavailableState, AuthState.Unavailable>(state);

    public RenderFragment Unrecognised(AuthState.Unrecognised state) => Show<UnrecognisedState, AuthState.Unrecognised>(state);

    private RenderFragment Show<TComponent, TState>(TState state)
        where TComponent : StateComponent<TState>
        where TState : AuthState => builder =>
    {
        builder.OpenComponent<TComponent>(0);
        builder.AddComponentParameter(1, nameof(StateComponent<>.State), state);
        builder.AddComponentParameter(2, nameof(StateComponent<>.Snapshot), snapshot);
        builder.CloseComponent();
    };
}
