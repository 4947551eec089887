namespace AuthDemo.PythonHost.Embedded;

/// <summary>The Python code of one interpreter, booted. Everything here runs on the interpreter's thread, under its GIL.</summary>
internal interface IHostedCode : IDisposable
{
    /// <summary>The exception type that interrupts a call.</summary>
    nint CallInterrupted { get; }

    /// <inheritdoc cref="IInterpreter.Invoke"/>
    nint Invoke(string function, ReadOnlySpan<byte> payload);

    /// <inheritdoc cref="IInterpreter.Conclude"/>
    PythonReply Conclude(nint result, bool interrupted);
}
