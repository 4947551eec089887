using AuthDemo.Sessions;
using AuthDemo.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.AuthSession.States;

/// <summary>What every state's component is given.</summary>
/// <typeparam name="TState">The case it shows.</typeparam>
public abstract class StateComponent<TState> : ComponentBase
    where TState : AuthState
{
    /// <summary>Where the session stands.</summary>
    [Parameter, EditorRequired] public required TState State { get; set; }

    /// <summary>The session at that moment.</summary>
    [Parameter, EditorRequired] public required AuthSnapshot Snapshot { get; set; }

    [CascadingParameter] private protected SessionControls Controls { get; set; } = SessionControls.NotYet;

    [Inject] private protected IStringLocalizer<SessionTexts> L { get; set; } = null!;

    [Inject] private protected IStringLocalizer<UserMessages> Messages { get; set; } = null!;

    /// <summary>The message the protocol module chose, in the present language; null when it chose none.</summary>
    private protected string? Text => UserMessages.Text(Messages, State.Message, State.IsFinal, FlowWording.Suffix(Snapshot.Flow));

    /// <summary>A text of ours, in the words of the session's flow.</summary>
    private protected string Say(string key) => L.For(Snapshot.Flow, key);
}
