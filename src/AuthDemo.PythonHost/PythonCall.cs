namespace AuthDemo.PythonHost;

/// <summary>One call of a Python function <c>f(bytes) -&gt; bytes</c>.</summary>
/// <param name="Function">Dotted path, module and function: <c>bankid.host_api.handle</c>.</param>
/// <param name="Payload">The argument. The host copies it when the call begins to run; it must not change before the reply.</param>
public sealed record PythonCall(string Function, ReadOnlyMemory<byte> Payload)
{
    /// <summary>How long the call may wait for a place; the host's default when null.</summary>
    public TimeSpan? WaitBudget { get; init; }

    /// <summary>How long the call may run once it has a place; the host's default when null.</summary>
    public TimeSpan? RunBudget { get; init; }
}
