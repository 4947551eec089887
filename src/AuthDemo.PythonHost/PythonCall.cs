using AuthDemo.PythonHost.Callbacks;

namespace AuthDemo.PythonHost;

/// <summary>One call of a Python function <c>f(bytes) -&gt; bytes</c>.</summary>
/// <param name="Function">Dotted path, module and function: <c>package.module.function</c>.</param>
/// <param name="Payload">The argument. The host copies it when the call begins to run; it must not change before the reply.</param>
public sealed record PythonCall(string Function, ReadOnlyMemory<byte> Payload)
{
    /// <summary>
    /// How long the call may wait to be run; the host's default when null. A shorter one than the default makes the call urgent: urgent
    /// calls go first, four times out of five.
    /// </summary>
    public TimeSpan? WaitBudget { get; init; }

    /// <summary>How long the call may run; the host's default when null.</summary>
    public TimeSpan? RunBudget { get; init; }

    /// <summary>
    /// The named worker that runs the call: an interpreter or process of its own that keeps its state between calls of the same
    /// name. Null for any. Patterns Embedded and Workers.
    /// </summary>
    public string? Worker { get; init; }

    /// <summary>Handles what Python requests with <c>authdemo_host.host.ask</c> during the call. Patterns Embedded and Workers.</summary>
    public PythonCallbackHandler? CallbackHandler { get; init; }

    /// <summary>Gets what Python reports with <c>authdemo_host.host.progress</c> during the call, in order; must be quick and not throw.</summary>
    public Action<ReadOnlyMemory<byte>>? Progress { get; init; }
}

/// <summary>Handles a callback of Python. Whatever it throws becomes HostCallFailed in Python, without its text.</summary>
/// <param name="callback">What is requested. Through it the handler may call Python where the callback came from.</param>
/// <param name="cancellation">Cancelled when the call that made the callback was answered meanwhile.</param>
public delegate ValueTask<ReadOnlyMemory<byte>> PythonCallbackHandler(PythonCallback callback, CancellationToken cancellation);
