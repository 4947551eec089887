namespace AuthDemo.Sessions.Processing;

/// <summary>A grain's one-shot timer. It keeps the grain in memory while it is set.</summary>
internal sealed class SessionTimer(Grain grain, Func<CancellationToken, Task> callback)
{
    private IGrainTimer? _timer;

    /// <summary>Sets the timer; null stops it.</summary>
    public void Set(TimeSpan? due)
    {
        if (due is null)
        {
            _timer?.Dispose();
            _timer = null;
            return;
        }

        // Whole milliseconds, rounded up: a timer that fires early would only be set again.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(due.Value.TotalMilliseconds));
        if (_timer is null)
            _timer = grain.RegisterGrainTimer(callback, new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        else
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
