namespace AuthDemo.Simulator.Phone;

/// <summary>Result of an action on the phone: the order as the phone shows it now, or why the phone refused.</summary>
internal abstract record PhoneResult
{
    private PhoneResult()
    {
    }

    public sealed record Accepted(TaskView Task) : PhoneResult;

    /// <param name="Error">Stable name of the reason, see docs/simulator.md.</param>
    /// <param name="Task">The order after the refusal, when the phone has one.</param>
    public sealed record Refused(string Error, string Message, TaskView? Task = null) : PhoneResult;
}
