using System.Diagnostics.Metrics;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>Figures of the last minute, from the meter that monitoring reads: the console and the graphs on the wall say the same.</summary>
internal sealed class PythonFigures : IDisposable
{
    /// <summary>How far back calls count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const string Meter = "AuthDemo.PythonHost";
    private const int MostCalls = 20_000;

    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly Queue<(DateTimeOffset At, double Seconds)> _calls = new();
    private readonly TimeProvider _time;
    private long _restarts;
    private long _kills;

    /// <param name="time">The clock of the window.</param>
    /// <param name="meters">The application's own: hosts that a comparison runs have meters of another's, which do not count.</param>
    public PythonFigures(TimeProvider time, IMeterFactory? meters = null)
    {
        _time = time;
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
    public PythonMinute Present()
    {
        lock (_gate)
        {
            Forget();
            var sorted = _calls.Select(call => call.Seconds).Order().ToArray();
            return new(sorted.Length / Window.TotalSeconds, At(sorted, 0.5), At(sorted, 0.99), _restarts, _kills);
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Ran(double seconds)
    {
        lock (_gate)
        {
            Forget();
            _calls.Enqueue((_time.GetUtcNow(), seconds));
        }
    }

    private void Counted(string instrument, long value)
    {
        lock (_gate)
        {
            switch (instrument)
            {
                case "python.restarts": _restarts += value; break;
                case "python.kills": _kills += value; break;
            }
        }
    }

    private void Forget()
    {
        var oldest = _time.GetUtcNow() - Window;
        while (_calls.TryPeek(out var call) && (call.At < oldest || _calls.Count > MostCalls))
            _calls.Dequeue();
    }

    private static TimeSpan? At(double[] sorted, double share) =>
        sorted.Length == 0 ? null : TimeSpan.FromSeconds(sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))]);
}

/// <summary>One minute of Python.</summary>
/// <param name="CallsPerSecond">Mean over the minute.</param>
/// <param name="P50">Half the calls ran no longer; null without calls.</param>
/// <param name="P99">All but one in a hundred ran no longer.</param>
/// <param name="Restarts">Interpreters or processes started in place of another, since the start.</param>
/// <param name="Kills">Interpreters set aside or processes killed, since the start.</param>
internal sealed record PythonMinute(double CallsPerSecond, TimeSpan? P50, TimeSpan? P99, long Restarts, long Kills);
