using System.Diagnostics.Metrics;
using AuthDemo.Web.Console.Runtime;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Web.Tests.Console;

public sealed class FiguresTests
{
    [Fact]
    public void Present_CountsTheLastMinuteOnly()
    {
        var time = new FakeTimeProvider(FakeJournal.Noon);
        using var figures = new PythonFigures(time);
        using var meter = new Meter("AuthDemo.PythonHost");
        using var another = new Meter("AuthDemo.PythonHost", null, null, scope: new object());
        another.CreateCounter<long>("python.restarts").Add(7); // a host that a comparison runs
        var run = meter.CreateHistogram<double>("python.call.run");
        var kills = meter.CreateCounter<long>("python.kills");
        run.Record(9);
        time.Advance(TimeSpan.FromSeconds(61));
        for (var i = 1; i <= 120; i++)
            run.Record(i / 1000.0);
        kills.Add(2);

        var minute = figures.Present();

        Assert.Equal(2.0, minute.CallsPerSecond);
        Assert.Equal((61.0, 119.0), (minute.P50!.Value.TotalMilliseconds, minute.P99!.Value.TotalMilliseconds));
        Assert.Equal((0L, 2L), (minute.Restarts, minute.Kills));
    }
}
