namespace AuthDemo.PythonHost.Embedded;

/// <summary>
/// How much of the last minute an interpreter was busy, waiting for a callback included. Its thread reports when it has nothing to do; a
/// busy thread costs nothing.
/// </summary>
internal sealed class BusyMeter
{
    /// <summary>Beyond this share an operator is advised.</summary>
    public const double High = 0.7;

    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private TimeSpan _idle;
    private long _since;
    private long? _idleSince;
    private double _share;

    public BusyMeter(TimeProvider time) => (_time, _since) = (time, time.GetTimestamp());

    /// <summary>The interpreter's thread has nothing to do from now on.</summary>
    public void BeginIdle()
    {
        lock (_lock)
            _idleSince = _time.GetTimestamp();
    }

    /// <summary>The interpreter's thread was woken.</summary>
    public void EndIdle()
    {
        lock (_lock)
        {
            AddIdle(_time.GetTimestamp());
            _idleSince = null;
        }
    }

    /// <summary>The share of the latest whole minute; of a longer time when nobody asked meanwhile. 0 in the first minute.</summary>
    public double Share()
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            var whole = _time.GetElapsedTime(_since, now);
            if (whole < s_minute)
                return _share;
            AddIdle(now);
            _share = 1 - (_idle / whole);
            (_since, _idle) = (now, TimeSpan.Zero);
            return _share;
        }
    }

    private void AddIdle(long now)
    {
        if (_idleSince is not { } since)
            return;
        _idle += _time.GetElapsedTime(Math.Max(since, _since), now);
        _idleSince = now;
    }
}
