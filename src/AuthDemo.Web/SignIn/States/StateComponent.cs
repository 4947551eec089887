using AuthDemo.Sessions;
using AuthDemo.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.SignIn.States;

/// <summary>What every state's component is given.</summary>
/// <typeparam name="TState">The case it shows.</typeparam>
public abstract class StateComponent<TState> : ComponentBase
    where TState : AuthState
{
    /// <summary>Where the session stands.</summary>
    [Parameter, EditorRequired] public required TState State { get; set; }

    /// <summary>The session at that moment.</summary>
    [Parameter, EditorRequired] public required AuthSnapshot Snapshot { get; set; }

    [CascadingParameter] private protected SignInControls Controls { get; set; } = SignInControls.NotYet;

    [Inject] private protected IStringLocalizer<SignInTexts> L { get; set; } = null!;

    [Inject] private protected IStringLocalizer<UserMessages> Messages { get; set; } = null!;

    /// <summary>The message the protocol module chose, in the present language; null when it chose none.</summary>
    private protected string? Text => UserMessages.Text(Messages, State.Message, State.IsFinal);
}
