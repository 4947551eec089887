using System.Diagnostics.Metrics;
using AuthDemo.Web.Console.Runtime;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Web.Tests.Console;

public sealed class PythonMetricsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(FakeJournal.Noon);
    private readonly Meter _meter = new("AuthDemo.PythonHost");
    private readonly PythonMetrics _metrics;
    private readonly Histogram<double> _run;

    public PythonMetricsTests()
    {
        _metrics = new PythonMetrics(_time);
        _run = _meter.CreateHistogram<double>("python.call.run");
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Present_CountsTheLastMinuteOnly()
    {
        using var another = new Meter("AuthDemo.PythonHost", null, null, scope: new object());
        another.CreateCounter<long>("python.restarts").Add(7); // a host that is not the service's
        var kills = _meter.CreateCounter<long>("python.kills");
        _run.Record(9);
        _time.Advance(TimeSpan.FromSeconds(61));
        for (var i = 1; i <= 120; i++)
            _run.Record(i / 1000.0);
        kills.Add(2);

        var minute = _metrics.Read();

        Assert.Equal(2.0, minute.CallsPerSecond);
        Assert.Equal((61.0, 119.0), (minute.P50!.Value.TotalMilliseconds, minute.P99!.Value.TotalMilliseconds));
        Assert.Equal((0L, 2L), (minute.Restarts, minute.Kills));
    }

    [Fact]
    public void Present_MoreCallsThanTimesAreKept_CountsThemAll()
    {
        for (var second = 0; second < 60; second++)
        {
            for (var i = 0; i < 2_500; i++)
                _run.Record(i < 1_500 ? 0.001 : 0.1);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var minute = _metrics.Read();

        Assert.Equal(2_500, minute.CallsPerSecond);
        Assert.Equal((TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(100)), (minute.P50, minute.P99));
    }

    [Fact]
    public void Present_ABusySecond_IsWeightedByItsCalls()
    {
        for (var i = 0; i < 4_100; i++)
            _run.Record(0.001);
        _time.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 900; i++)
            _run.Record(0.1);

        // Among the samples the slow calls are the majority; among all calls they are a fifth.
        Assert.Equal(TimeSpan.FromMilliseconds(1), _metrics.Read().P50);
    }

    [Fact]
    public void Present_TenSecondsAfterTheStart_DividesByTen()
    {
        for (var i = 0; i < 40; i++)
            _run.Record(0.001);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(4.0, _metrics.Read().CallsPerSecond);
    }

    [Fact]
    public void Present_AtTheStart_IsNotAHighRate()
    {
        _run.Record(0.001);

        Assert.Equal(1.0, _metrics.Read().CallsPerSecond);
    }

    [Fact]
    public void Present_NoCallsForMoreThanAMinute_IsZero()
    {
        _run.Record(0.001);
        _time.Advance(TimeSpan.FromSeconds(150));

        var minute = _metrics.Read();

        Assert.Equal((0.0, null, null), (minute.CallsPerSecond, minute.P50, minute.P99));
    }
}
