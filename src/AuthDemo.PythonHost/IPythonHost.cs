namespace AuthDemo.PythonHost;

/// <summary>Runs Python functions that take and return bytes, over whichever pattern the configuration chose.</summary>
public interface IPythonHost : IAsyncDisposable
{
    /// <summary>
    /// Calls a Python function. Expected failures are members of <see cref="PythonReply"/>; nothing is thrown for them.
    /// The call is answered within its budgets plus the host's grace, whatever Python does.
    /// Without a synchronization context of its own the caller may go on on a thread of the host, which is freed when its code blocks, but
    /// not at once.
    /// </summary>
    /// <param name="call">What to call, with which bytes, and how long it may wait and run.</param>
    /// <param name="cancellation">Gives the call up; the reply is then <see cref="PythonReply.Cancelled"/>.</param>
    ValueTask<PythonReply> CallAsync(PythonCall call, CancellationToken cancellation = default);
}
