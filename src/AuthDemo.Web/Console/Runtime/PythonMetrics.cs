using System.Diagnostics.Metrics;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>
/// Figures of the last minute, from the meter that monitoring reads: the console and the graphs on the wall say the same. Calls are
/// counted by the second, however many there are; only the times behind the percentiles are a sample.
/// </summary>
internal sealed class PythonMetrics : IDisposable
{
    /// <summary>How many whole seconds back calls count; the one under way comes on top.</summary>
    public const int Seconds = 60;

    private const string Meter = "AuthDemo.PythonHost";

    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly CallSamples[] _seconds = [.. Enumerable.Range(0, Seconds + 1).Select(_ => new CallSamples())];
    private readonly TimeProvider _time;
    private readonly long _begun;
    private long _restarts;
    private long _kills;

    /// <param name="time">The clock of the window.</param>
    /// <param name="meters">The application's own: hosts that a comparison runs have meters of another's, which do not count.</param>
    public PythonMetrics(TimeProvider time, IMeterFactory? meters = null)
    {
        (_time, _begun) = (time, time.GetTimestamp());
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Meter && ReferenceEquals(instrument.Meter.Scope, meters))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) =>
        {
            if (instrument.Name == "python.call.run")
                Ran(value);
        });
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Counted(instrument.Name, value));
        _listener.Start();
    }

    /// <summary>The figures as they are now.</summary>
    public PythonMetricsSnapshot Present()
    {
        lock (_lock)
        {
            var elapsed = _time.GetElapsedTime(_begun).TotalSeconds;
            var oldest = Math.Max(0, (long)elapsed - Seconds);
            var counting = _seconds.Where(second => second.Number >= oldest).ToList();
            // Less than a minute after the start it is less than a minute that they came in; a second at least, or two calls would be a storm.
            var perSecond = counting.Sum(second => (long)second.Count) / Math.Max(1, elapsed - oldest);
            var times = counting.SelectMany(second => second.Kept.Select(seconds => (Seconds: seconds, second.Weight))).OrderBy(call => call.Seconds).ToList();
            return new(perSecond, At(times, 0.5), At(times, 0.99), _restarts, _kills);
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Ran(double seconds)
    {
        lock (_lock)
        {
            var number = (long)_time.GetElapsedTime(_begun).TotalSeconds;
            var second = _seconds[number % _seconds.Length];
            if (second.Number != number)
                second.Become(number);
            second.Add(seconds);
        }
    }

    private void Counted(string instrument, long value)
    {
        lock (_lock)
        {
            switch (instrument)
            {
                case "python.restarts": _restarts += value; break;
                case "python.kills": _kills += value; break;
            }
        }
    }

    /// <summary>The first time, from the shortest on, that more than the share of all calls lies at or below.</summary>
    private static TimeSpan? At(List<(double Seconds, int Weight)> times, double share)
    {
        var wanted = times.Sum(call => (long)call.Weight) * share;
        var passed = 0L;
        foreach (var (seconds, weight) in times)
        {
            passed += weight;
            if (passed > wanted)
                return TimeSpan.FromSeconds(seconds);
        }

        return null;
    }
}

/// <summary>One minute of Python.</summary>
/// <param name="CallsPerSecond">Mean over the minute, or since the start where that is shorter.</param>
/// <param name="P50">Half the calls ran no longer; null without calls.</param>
/// <param name="P99">All but one in a hundred ran no longer.</param>
/// <param name="Restarts">Interpreters or processes started in place of another, since the start.</param>
/// <param name="Kills">Interpreters set aside or processes killed, since the start.</param>
internal sealed record PythonMetricsSnapshot(double CallsPerSecond, TimeSpan? P50, TimeSpan? P99, long Restarts, long Kills);
