using AuthDemo.Sessions;
using AuthDemo.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.AuthSession.States;

/// <summary>The base class of the components that show a state.</summary>
/// <typeparam name="TState">The type of the state.</typeparam>
public abstract class StateComponent<TState> : ComponentBase
    where TState : AuthState
{
    /// <summary>The state of the session.</summary>
    [Parameter, EditorRequired] public required TState State { get; set; }

    /// <summary>The snapshot that contains the state.</summary>
    [Parameter, EditorRequired] public required AuthSnapshot Snapshot { get; set; }

    [CascadingParameter] private protected SessionControls Controls { get; set; } = SessionControls.Disabled;

    [Inject] private protected IStringLocalizer<SessionTexts> L { get; set; } = null!;

    [Inject] private protected IStringLocalizer<UserMessages> Messages { get; set; } = null!;

    /// <summary>The user message of the protocol module in the current language; null if it returned none.</summary>
    private protected string? Message => UserMessages.Text(Messages, State.Message, State.IsFinal, FlowTexts.Suffix(Snapshot.Flow));

    /// <summary>One of our own texts, in the variant of the session's flow.</summary>
    private protected string FlowText(string key) => L.For(Snapshot.Flow, key);
}
