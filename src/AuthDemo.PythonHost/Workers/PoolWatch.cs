using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.Telemetry;

namespace AuthDemo.PythonHost.Workers;

/// <summary>What the pool checks: deadlines on every tick of the queue; age, idle time and size once a second.</summary>
internal sealed class PoolWatch : IAsyncDisposable
{
    private static readonly TimeSpan s_maintenanceInterval = TimeSpan.FromSeconds(1);

    private readonly WorkerPool _pool;
    private readonly PoolSettings _settings;
    private readonly CallQueue _queue;
    private readonly PythonMetrics _metrics;
    private readonly ITimer _timer;

    public PoolWatch(WorkerPool pool, PoolSettings settings, CallQueue queue, PythonMetrics metrics)
    {
        (_pool, _settings, _queue, _metrics) = (pool, settings, queue, metrics);
        _timer = queue.Time.CreateTimer(_ => Maintain(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Start() => _timer.Change(s_maintenanceInterval, s_maintenanceInterval);

    /// <summary>See <see cref="CallQueue.Watch"/>.</summary>
    public bool Check(long now)
    {
        var again = false;
        foreach (var member in _pool.Members)
        {
            var worker = member.Worker;
            again |= worker.KeepReading(now);
            again |= worker.CurrentId != 0; // also with a cancelled call, which the queue no longer counts
            switch (worker.Check(now))
            {
                case WorkerCheck.PastDeadline:
                    _metrics.Errors.Add("worker_killed", FormattableString.Invariant($"{worker.Id} (process {worker.ProcessId}) was killed: a call ran past its deadline."));
                    _pool.Kill(member, "the call ran past its deadline");
                    break;
                case WorkerCheck.CancelledButRunning:
                    _pool.Kill(member, "the call was cancelled");
                    break;
            }
        }
        if (_queue.Waiting > 0)
            _pool.Refill();
        return again;
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Maintain()
    {
        var now = _queue.Now;
        var ready = _pool.Members.Where(member => member.Worker.State == WorkerState.Ready).ToArray();
        var above = ready.Length - _settings.Minimum;
        foreach (var member in ready)
        {
            var worker = member.Worker;
            if (member.MaxAge > 0 && now - worker.StartedAt >= member.MaxAge)
            {
                _pool.Dismiss(member, "it reached its maximum age");
            }
            else if (above > 0 && worker.CurrentId == 0 && now - worker.IdleSince >= _queue.Units(_settings.IdleTimeToLive)
                     && now - worker.StartedAt >= _queue.Units(_settings.Linger))
            {
                above--;
                _pool.Dismiss(member, "it is idle");
            }
        }
        _pool.Refill();
    }
}
