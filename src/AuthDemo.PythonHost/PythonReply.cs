namespace AuthDemo.PythonHost;

/// <summary>How a Python call ended: a closed set, the same for every pattern.</summary>
public abstract record PythonReply
{
    private PythonReply() { }

    /// <summary>The function returned these bytes.</summary>
    public sealed record Returned(ReadOnlyMemory<byte> Payload) : PythonReply;

    /// <summary>The function raised; the interpreter or worker is as good as before.</summary>
    public sealed record Raised(PythonError Error) : PythonReply;

    /// <summary>No interpreter or worker became free within the wait budget; nothing ran.</summary>
    public sealed record TimedOutWaiting(TimeSpan Waited) : PythonReply;

    /// <summary>The function did not return within the run budget; it may or may not have had its effect.</summary>
    public sealed record TimedOutRunning(TimeSpan Ran) : PythonReply;

    /// <summary>The queue is full; nothing ran. Back-pressure: try later.</summary>
    public sealed record PoolExhausted(int QueueLimit) : PythonReply;

    /// <summary>The worker that ran the call ended: exit code or signal, and its last stderr lines.</summary>
    public sealed record WorkerDied(int? ExitCode, string? Signal, IReadOnlyList<string> LastLines) : PythonReply;

    /// <summary>The caller gave the call up.</summary>
    public sealed record Cancelled : PythonReply;

    /// <summary>The result breaks the protocol: wrong type, wrong frame, too large.</summary>
    public sealed record ProtocolBroken(string Detail) : PythonReply;

    /// <summary>Python could not be started or the module not imported; the message says what was tried and what to do.</summary>
    public sealed record StartFailed(string Message) : PythonReply;
}

/// <summary>A Python exception as data. Never holds locals; the traceback names files, lines and functions only.</summary>
/// <param name="Type">Qualified type name: <c>builtins.ValueError</c>, <c>package.module.Error</c>.</param>
/// <param name="Message">The exception's text, as the module gave it.</param>
/// <param name="Traceback">Innermost frame last, one line each.</param>
/// <param name="Cause">The exception it was raised from, if any.</param>
/// <param name="Notes">What was added by <c>add_note</c>.</param>
public sealed record PythonError(
    string Type, string Message, IReadOnlyList<string> Traceback, PythonError? Cause, IReadOnlyList<string> Notes);
