namespace AuthDemo.PythonHost;

/// <summary>The interpreters and processes that run calls, one by one, for whoever operates the host.</summary>
public interface IPythonRunners
{
    /// <summary>
    /// A snapshot, those of named workers last; safe from any thread. Empty before the start, between the calls of pattern PerCall, and
    /// with a service that others run.
    /// </summary>
    IReadOnlyList<PythonRunner> Runners { get; }

    /// <summary>
    /// Starts another runner and, once that one serves, ends this one: it takes no more calls, and those it has may use up their budgets.
    /// Waiting calls go on waiting; none is lost. When the other does not start, this one goes on serving. One restart at a time.
    /// </summary>
    /// <param name="id">Of a <see cref="PythonRunner"/>.</param>
    /// <param name="cancellation">Cancels the wait for another restart; a restart that has begun is completed.</param>
    Task<RestartReply> RestartAsync(string id, CancellationToken cancellation = default);
}

/// <summary>One interpreter, worker process or service process.</summary>
/// <param name="Id">Its own for as long as it lives, never given again in this process: <c>interpreter-3</c>, <c>worker-7</c>, <c>service-1</c>.</param>
/// <param name="Name">Of the named worker it serves; null for one that serves all calls.</param>
/// <param name="State">What it does now.</param>
/// <param name="Calls">Calls it has run to their end.</param>
/// <param name="Since">When its start began.</param>
/// <param name="ProcessId">Null for an interpreter in the host's own process.</param>
public sealed record PythonRunner(string Id, string? Name, PythonRunnerState State, long Calls, DateTimeOffset Since, int? ProcessId);

/// <summary>What a runner does.</summary>
public enum PythonRunnerState
{
    /// <summary>Takes no calls yet: its modules are imported.</summary>
    Starting,

    /// <summary>Has nothing to do.</summary>
    Idle,

    /// <summary>Runs a call.</summary>
    Busy,

    /// <summary>Takes no more calls and is gone when those it has are answered.</summary>
    Ending,

    /// <summary>Set aside with a call that does not return.</summary>
    Lost,
}
