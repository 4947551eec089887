using System.Diagnostics.Metrics;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>
/// Collects the metrics of the last minute from the meter that monitoring exports, so that both show the same values. All calls are counted
/// per second; the percentiles are computed from a sample.
/// </summary>
internal sealed class PythonMetrics : IDisposable
{
    /// <summary>The number of complete seconds in the window; the current second is added.</summary>
    public const int Seconds = 60;

    private const string Meter = "AuthDemo.PythonHost";

    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly CallSamples[] _seconds = [.. Enumerable.Range(0, Seconds + 1).Select(_ => new CallSamples())];
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private long _restarts;
    private long _kills;

    /// <param name="time">The clock of the window.</param>
    /// <param name="meters">The application's meter factory; the hosts of the benchmark have another one and are ignored.</param>
    public PythonMetrics(TimeProvider time, IMeterFactory? meters = null)
    {
        (_time, _startedAt) = (time, time.GetTimestamp());
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Meter && ReferenceEquals(instrument.Meter.Scope, meters))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) =>
        {
            if (instrument.Name == "python.call.run")
                AddCall(value);
        });
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => AddCount(instrument.Name, value));
        _listener.Start();
    }

    /// <summary>The current metrics.</summary>
    public PythonMetricsSnapshot Read()
    {
        lock (_lock)
        {
            var elapsed = _time.GetElapsedTime(_startedAt).TotalSeconds;
            var oldest = Math.Max(0, (long)elapsed - Seconds);
            var counting = _seconds.Where(second => second.Number >= oldest).ToList();
            // In the first minute the window is shorter, but at least a second, or a few calls would look like a high rate.
            var perSecond = counting.Sum(second => (long)second.Count) / Math.Max(1, elapsed - oldest);
            var times = counting.SelectMany(second => second.Samples.Select(seconds => (Seconds: seconds, second.Weight))).OrderBy(call => call.Seconds).ToList();
            return new(perSecond, Percentile(times, 0.5), Percentile(times, 0.99), _restarts, _kills);
        }
    }

    public void Dispose() => _listener.Dispose();

    private void AddCall(double seconds)
    {
        lock (_lock)
        {
            var number = (long)_time.GetElapsedTime(_startedAt).TotalSeconds;
            var second = _seconds[number % _seconds.Length];
            if (second.Number != number)
                second.Reset(number);
            second.Add(seconds);
        }
    }

    private void AddCount(string instrument, long value)
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

    /// <summary>The weighted percentile of the sorted times; null without calls.</summary>
    private static TimeSpan? Percentile(List<(double Seconds, int Weight)> times, double share)
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

/// <summary>The metrics of the last minute.</summary>
/// <param name="CallsPerSecond">The mean over the minute, or since the start if that is shorter.</param>
/// <param name="P50">The median run time; null without calls.</param>
/// <param name="P99">The 99th percentile.</param>
/// <param name="Restarts">The number of replaced interpreters or processes since the start.</param>
/// <param name="Kills">The number of abandoned interpreters or killed processes since the start.</param>
internal sealed record PythonMetricsSnapshot(double CallsPerSecond, TimeSpan? P50, TimeSpan? P99, long Restarts, long Kills);
