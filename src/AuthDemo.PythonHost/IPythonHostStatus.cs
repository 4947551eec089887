namespace AuthDemo.PythonHost;

/// <summary>How the Python host is doing, for health checks and the console.</summary>
public interface IPythonHostStatus
{
    /// <summary>A snapshot; safe from any thread.</summary>
    PythonHostStatus Status { get; }
}

/// <summary>A snapshot of the host.</summary>
/// <param name="Condition">Whether calls are served.</param>
/// <param name="Pattern">How Python runs now: <c>pythonnet</c>, <c>interpreters</c>, <c>workers</c>, <c>http</c>, <c>per_call</c>.</param>
/// <param name="Python">Version and executable.</param>
/// <param name="Runners">Interpreters or processes that serve now.</param>
/// <param name="Waiting">Calls that wait for a place.</param>
/// <param name="Running">Calls that run.</param>
/// <param name="Lost">Interpreters set aside and processes that died since the start.</param>
/// <param name="Message">What an operator should know, in a sentence; null when all is well.</param>
public sealed record PythonHostStatus(
    PythonHostCondition Condition, string Pattern, string Python, int Runners, int Waiting, int Running, int Lost, string? Message)
{
    /// <summary>What would serve better, in a sentence that names the key to set; null for nothing. The host is none the worse for it.</summary>
    public string? Advice { get; init; }

    /// <summary>The latest calls that failed and runners that were lost, newest first.</summary>
    public IReadOnlyList<PythonIncident> LastErrors { get; init; } = [];
}

/// <summary>A call that failed or a runner that was lost.</summary>
/// <param name="At">When; the last time, if it happened more than once.</param>
/// <param name="Outcome">As the tag <c>outcome</c> of the metrics, or <c>interpreter_lost</c>, <c>worker_killed</c>, <c>service_ended</c>.</param>
/// <param name="Message">Function, exception type and place, exit code or signal; never what a call was given or an exception said.</param>
/// <param name="Times">How often exactly this happened.</param>
public sealed record PythonIncident(DateTimeOffset At, string Outcome, string Message, int Times);

/// <summary>Whether calls are served.</summary>
public enum PythonHostCondition
{
    /// <summary>Not started yet; the first call starts it.</summary>
    Idle,

    /// <summary>Starting; calls wait.</summary>
    Starting,

    /// <summary>All is well.</summary>
    Serving,

    /// <summary>Serving, with less than was configured.</summary>
    Degraded,

    /// <summary>Calls are answered with start_failed.</summary>
    Failed,

    /// <summary>Stopped for good.</summary>
    Stopped,
}
