using AuthDemo.PythonHost.TwoWay;

namespace AuthDemo.PythonHost;

/// <summary>One call of a Python function <c>f(bytes) -&gt; bytes</c>.</summary>
/// <param name="Function">Dotted path, module and function: <c>package.module.function</c>.</param>
/// <param name="Payload">The argument. The host copies it when the call begins to run; it must not change before the reply.</param>
public sealed record PythonCall(string Function, ReadOnlyMemory<byte> Payload)
{
    /// <summary>
    /// How long the call may wait for a place; the host's default when null. One that may wait less than the default goes before others, four
    /// times out of five.
    /// </summary>
    public TimeSpan? WaitBudget { get; init; }

    /// <summary>How long the call may run once it has a place; the host's default when null.</summary>
    public TimeSpan? RunBudget { get; init; }

    /// <summary>
    /// The named worker that shall run the call: an interpreter or process of its own that keeps its state between calls of the same
    /// name. Null for any. Patterns Embedded and Workers.
    /// </summary>
    public string? Worker { get; init; }

    /// <summary>Answers what Python asks with <c>authdemo_host.host.ask</c> during the call. Patterns Embedded and Workers.</summary>
    public PythonAsked? Asked { get; init; }

    /// <summary>Takes what Python tells with <c>authdemo_host.host.progress</c> during the call, in order; must be quick and not throw.</summary>
    public Action<ReadOnlyMemory<byte>>? Progress { get; init; }
}

/// <summary>Answers a question of Python. Whatever it throws becomes HostCallFailed in Python, without its text.</summary>
/// <param name="question">What is asked. Through it the handler may call Python where the question came from.</param>
/// <param name="cancellation">Cancelled when the call that asks was answered meanwhile.</param>
public delegate ValueTask<ReadOnlyMemory<byte>> PythonAsked(PythonQuestion question, CancellationToken cancellation);
