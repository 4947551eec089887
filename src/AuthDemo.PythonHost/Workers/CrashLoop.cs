using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Processes;
using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.Workers;

/// <summary>Failed starts and early ends in a row: the pause before the next start, and when calls are answered at once. The pool's lock guards it.</summary>
internal sealed class CrashLoop(ProcessesOptions options, PoolSettings settings, CallQueue queue)
{
    private readonly StartBackoff _backoff = new(options, settings.BreakAfter);
    private long _failedAt = long.MinValue;
    private string? _failure;
    private bool _broken;

    /// <summary>Why calls are answered at once; null when they may wait for a worker.</summary>
    public string? Problem => _broken ? _failure : null;

    public TimeSpan Pause => _backoff.Pause;

    public void Failed(string failure, bool anyReady)
    {
        _backoff.Failed();
        (_failedAt, _failure) = (queue.Now, failure);
        _broken = _backoff.Broken && !anyReady;
    }

    /// <summary>A start succeeded, or must be tried: calls may wait again.</summary>
    public void Close() => _broken = false;

    /// <summary>Ends the pauses when one of the workers proves that starts succeed again.</summary>
    public void Review(IEnumerable<Worker> workers)
    {
        if (workers.Any(IsProof))
            _backoff.Succeeded();
    }

    /// <summary>
    /// A start is a success when its worker has answered a call, or has been up for the longest pause: one that is ready and then dies
    /// again and again is a crash loop too. A process for one call has succeeded when it is ready.
    /// </summary>
    private bool IsProof(Worker worker) =>
        worker.State != WorkerState.Starting && worker.StartedAt > _failedAt
        && (settings.IsPerCall || worker.Served > 0 || queue.Now - worker.StartedAt >= queue.Units(options.MaxBackoff));
}
