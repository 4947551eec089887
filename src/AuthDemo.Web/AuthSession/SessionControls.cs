using AuthDemo.Sessions;

namespace AuthDemo.Web.AuthSession;

/// <summary>The actions that the components of the states offer.</summary>
/// <param name="IsReady">The circuit is connected, so buttons work. False while prerendering.</param>
/// <param name="Cancel">Cancels the session.</param>
/// <param name="SwitchTo">Switches the session to the other device.</param>
/// <param name="IssueTicket">Issues the ticket of a completed session.</param>
internal sealed record SessionControls(
    bool IsReady, Func<Task> Cancel, Func<Device, Task> SwitchTo, Func<Task<Ticket?>> IssueTicket)
{
    /// <summary>The controls before the circuit is connected.</summary>
    public static readonly SessionControls Disabled =
        new(false, () => Task.CompletedTask, _ => Task.CompletedTask, () => Task.FromResult<Ticket?>(null));
}
