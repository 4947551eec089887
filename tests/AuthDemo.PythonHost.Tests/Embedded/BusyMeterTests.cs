using AuthDemo.PythonHost.Embedded;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.PythonHost.Tests.Embedded;

/// <summary>How busy the only interpreter was in the last minute.</summary>
public sealed class BusyMeterTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Share_BusyForThreeQuarters_IsTold()
    {
        var meter = new BusyMeter(_time);
        meter.BeginIdle();
        _time.Advance(TimeSpan.FromSeconds(15));
        meter.EndIdle();
        _time.Advance(TimeSpan.FromSeconds(44));
        Assert.Equal(0, meter.Share());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0.75, meter.Share());
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0.75, meter.Share());
    }

    [Fact]
    public void Share_BusyMinuteThenIdle_IsTakenBack()
    {
        var meter = new BusyMeter(_time);
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(1, meter.Share());
        meter.BeginIdle();
        _time.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal(0, meter.Share());
        _time.Advance(TimeSpan.FromSeconds(30));
        meter.EndIdle();
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(0.5, meter.Share());
    }
}
