using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Patterns;

namespace AuthDemo.PythonHost.Hosting;

/// <summary>The phase of a host and the transitions between phases. What happened too late, or to a pattern no longer in use, changes nothing.</summary>
internal sealed class HostState(TimeProvider time, TimeSpan retryAfter)
{
    private readonly Lock _lock = new();
    private volatile HostPhase _phase = new HostPhase.Idle();

    public HostPhase Phase => _phase;

    /// <summary>Starts when nothing was started, or a failed start may be tried again; the start under way, or a completed task.</summary>
    /// <param name="start">Gets the pattern whose start failed before. Runs on the pool.</param>
    public Task EnsureStarted(Func<IPattern?, Task> start)
    {
        lock (_lock)
        {
            switch (_phase)
            {
                case HostPhase.Starting starting:
                    return starting.Start;
                case HostPhase.Failed failed when time.GetElapsedTime(failed.At) < retryAfter:
                case HostPhase.Serving or HostPhase.Moved or HostPhase.Lost or HostPhase.Stopped:
                    return Task.CompletedTask;
                default:
                    var before = _phase.Pattern;
                    var started = Task.Run(() => start(before)); // its transitions wait for the lock, and so for the phase that is set next
                    _phase = new HostPhase.Starting(started, null);
                    return started;
            }
        }
    }

    /// <summary>A pattern is about to start; false when it must not.</summary>
    public bool Announce(IPattern pattern)
    {
        lock (_lock)
        {
            if (_phase is not HostPhase.Starting starting)
                return false;
            _phase = starting with { Started = pattern };
            return true;
        }
    }

    /// <summary>The start ended. False when that changes nothing.</summary>
    public bool Started(string? failure)
    {
        lock (_lock)
        {
            if (_phase is not HostPhase.Starting starting)
                return false;
            _phase = failure is null
                ? new HostPhase.Serving(starting.Started!)
                : new HostPhase.Failed(failure, time.GetTimestamp(), starting.Started);
            return true;
        }
    }

    /// <summary>Nothing of the pattern can run a call. What takes over, if anything does; otherwise whether calls must be rejected.</summary>
    public (PythonPattern? Successor, bool Reject) Lost(IPattern pattern, string reason)
    {
        lock (_lock)
        {
            if (_phase.Pattern != pattern)
                return default;
            switch (_phase)
            {
                case HostPhase.Serving when pattern.Successor is { } successor:
                    return (successor, false); // the phase changes once the successor exists
                case HostPhase.Starting:
                    _phase = new HostPhase.Lost(reason, new HostPhase.Serving(pattern));
                    break;
                case HostPhase.Lost lost:
                    _phase = lost with { Reason = reason };
                    break;
                case HostPhase.Serving or HostPhase.Moved:
                    _phase = new HostPhase.Lost(reason, _phase);
                    break;
                default:
                    return default;
            }
            return (null, true);
        }
    }

    /// <summary>A lost pattern runs calls again. False when that changes nothing.</summary>
    public bool Recovered(IPattern pattern)
    {
        lock (_lock)
        {
            if (_phase.Pattern != pattern || _phase is not (HostPhase.Lost or HostPhase.Failed))
                return false;
            _phase = _phase is HostPhase.Lost lost ? lost.Before : new HostPhase.Serving(pattern);
            return true;
        }
    }

    /// <summary>The successor of a lost pattern is about to start; false when it must not.</summary>
    public bool Move(IPattern lost, IPattern successor, string reason)
    {
        lock (_lock)
        {
            if (_phase is not HostPhase.Serving || _phase.Pattern != lost)
                return false;
            _phase = new HostPhase.Moved(successor, lost, reason);
            return true;
        }
    }

    /// <summary>The phase until now; null when it was stopped before.</summary>
    public HostPhase? Stop()
    {
        lock (_lock)
        {
            var before = _phase;
            if (before is HostPhase.Stopped)
                return null;
            _phase = new HostPhase.Stopped(before);
            return before;
        }
    }
}
