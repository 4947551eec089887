namespace AuthDemo.Simulator.Phone;

/// <summary>What the phone answers: the order it has now, or why it does not do what it was asked.</summary>
internal abstract record PhoneReply
{
    private PhoneReply()
    {
    }

    public sealed record Shows(TaskView Task) : PhoneReply;

    /// <param name="Error">Stable name of the reason, see docs/simulator.md.</param>
    /// <param name="Task">The order as it is after the refusal, when the phone has one.</param>
    public sealed record Refuses(string Error, string Message, TaskView? Task = null) : PhoneReply;
}
