using System.Diagnostics.Metrics;
using AuthDemo.PythonHost.Telemetry;

namespace AuthDemo.PythonHost.Tests.Arrange;

/// <summary>What the counters of one pattern were raised by since this was made.</summary>
internal sealed class Counters : IDisposable
{
    private readonly Dictionary<string, long> _sums = [];
    private readonly MeterListener _listener = new();

    public Counters(string pattern)
    {
        _listener.InstrumentPublished = static (instrument, self) =>
        {
            if (instrument.Meter.Name == PythonMetrics.Name)
                self.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag.Key != "pattern" || (string?)tag.Value != pattern)
                    continue;
                lock (_sums)
                    _sums[instrument.Name] = _sums.GetValueOrDefault(instrument.Name) + value;
            }
        });
        _listener.Start();
    }

    public long Restarts => Sum("python.restarts");

    public long Kills => Sum("python.kills");

    public void Dispose() => _listener.Dispose();

    private long Sum(string name)
    {
        lock (_sums)
            return _sums.GetValueOrDefault(name);
    }
}
