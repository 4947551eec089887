namespace AuthDemo.PythonHost.Embedded;

/// <summary>An interpreter and what its supervision knows of it. The group's lock guards <see cref="Quarantined"/>.</summary>
internal sealed class SupervisedInterpreter(InterpreterThread thread)
{
    public InterpreterThread Thread { get; } = thread;

    public string Id { get; } = FormattableString.Invariant($"interpreter-{thread.Number}");

    /// <summary>It is set aside with a call that does not stop.</summary>
    public bool Quarantined { get; set; }

    /// <summary>The call that is past its deadline, and since when; 0 for none. Only the check of deadlines uses it.</summary>
    public long OverdueId { get; set; }

    /// <inheritdoc cref="OverdueId"/>
    public long OverdueSince { get; set; }

    public bool Serves => MayServe && Thread.Started is { IsCompletedSuccessfully: true, Result: null };

    /// <summary>It serves, or is being started.</summary>
    public bool MayServe => !Quarantined && !Thread.Stopping && !Thread.Ended.IsCompleted && !FailedToStart;

    /// <summary>It is there at all: up, or being started or ended.</summary>
    public bool Exists => !Thread.Ended.IsCompleted && !FailedToStart;

    public PythonRunner Describe() => new(Id, null, State, Thread.Served, Thread.Since, ProcessId: null);

    private bool FailedToStart => Thread.Started is { IsCompletedSuccessfully: true, Result: not null };

    private PythonRunnerState State =>
        Quarantined ? PythonRunnerState.Lost
        : Thread.Stopping ? PythonRunnerState.Ending
        : !Thread.Started.IsCompleted ? PythonRunnerState.Starting
        : Thread.CurrentId != 0 ? PythonRunnerState.Busy : PythonRunnerState.Idle;
}
