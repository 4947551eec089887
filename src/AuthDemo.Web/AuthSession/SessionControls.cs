using AuthDemo.Sessions;

namespace AuthDemo.Web.AuthSession;

/// <summary>What the components of the states may ask for.</summary>
/// <param name="IsReady">The circuit is up: buttons work. False while the page shows its first answer only.</param>
/// <param name="Cancel">Cancels the session.</param>
/// <param name="SwitchTo">Moves the session to the other device.</param>
/// <param name="IssueTicket">The ticket of a completed session.</param>
internal sealed record SessionControls(
    bool IsReady, Func<Task> Cancel, Func<Device, Task> SwitchTo, Func<Task<Ticket?>> IssueTicket)
{
    /// <summary>Before the circuit is up.</summary>
    public static readonly SessionControls NotYet =
        new(false, () => Task.CompletedTask, _ => Task.CompletedTask, () => Task.FromResult<Ticket?>(null));
}
