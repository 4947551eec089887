namespace AuthDemo.PythonHost.Embedded;

/// <summary>
/// A Python interpreter as its thread drives it. Everything but <see cref="StartThread"/> and <see cref="Interrupt"/> is called on that
/// thread. From <see cref="Open"/> to <see cref="Close"/> the thread holds the GIL, except between <see cref="Release"/> and
/// <see cref="Retake"/>.
/// </summary>
internal interface IInterpreter
{
    /// <summary>Starts the work on the thread that drives the interpreter. Called once.</summary>
    void StartThread(string name, Action work);

    /// <summary>Makes the interpreter or takes it, and imports the host's Python half and the modules to serve; what went wrong, or null.</summary>
    string? Open(IHostCallbacks callbacks);

    /// <summary>Calls a function with the payload. What <see cref="Conclude"/> takes; its meaning is the interpreter's own.</summary>
    nint Invoke(string function, ReadOnlySpan<byte> payload);

    /// <summary>The outcome of <see cref="Invoke"/>. Nobody reads that of an interrupted call.</summary>
    PythonReply Conclude(nint result, bool interrupted);

    /// <summary>
    /// Interrupts what runs on the interpreter's thread, if <paramref name="stillWanted"/> holds once the GIL is taken. Blocks its caller for
    /// as long as C code holds the GIL, perhaps for ever.
    /// </summary>
    void Interrupt(Func<bool> stillWanted);

    /// <summary>Takes back an interrupt that came too late. Called with the GIL, so that none can follow once the call is over.</summary>
    void ClearInterrupt();

    /// <summary>Gives up the GIL until <see cref="Retake"/>.</summary>
    void Release();

    void Retake();

    /// <summary>Ends the interpreter or gives it back. Also after an <see cref="Open"/> that failed.</summary>
    void Close();
}

/// <summary>What Python may call in .NET. From the interpreter's thread, or one that Python code started; the caller holds the GIL.</summary>
internal interface IHostCallbacks
{
    /// <summary>Text that Python wrote, at a level of Python's logging module.</summary>
    void Write(int level, string source, string text);

    /// <summary>The innermost call that runs, 0 for none, and its trace context.</summary>
    (long Id, string Traceparent) Context { get; }

    /// <summary>A callback to the call's handler: byte 1 and the result, or byte 0 and why there is none. Called without the GIL.</summary>
    byte[] Ask(string name, byte[] payload);

    /// <summary>How far the call is.</summary>
    void ReportProgress(ReadOnlySpan<byte> message);
}
