using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using AuthDemo.PythonHost.Telemetry;
using AuthDemo.PythonHost.Tests.Arrange;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AuthDemo.PythonHost.Tests.Telemetry;

[Collection(nameof(HostHere))]
public sealed class TelemetryTests
{
    public static TheoryData<string> Here => HostHere.Arrangements;

    [Theory, MemberData(nameof(Here))]
    public async Task Call_CallerIsTraced_PythonSeesTheSpanOfTheCall(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PythonMetrics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var outer = new Activity("outer").SetIdFormat(ActivityIdFormat.W3C).Start();
        var seen = JsonDocument.Parse(await here.TextAsync("call_id")).RootElement;
        Assert.Same(outer, Activity.Current);
        var span = Assert.Single(spans, span => span.TraceId == outer.TraceId);
        Assert.Equal(span.Id, seen[1].GetString());
        Assert.Equal(outer.SpanId, span.ParentSpanId);
        Assert.Equal(("hosted.cases.call_id", "returned"), (span.GetTagItem("python.function"), span.GetTagItem("python.outcome")));
        Assert.True(seen[0].GetInt64() > 0);
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Call_NobodyTraces_TraceContextIsEmpty(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        Assert.Equal("", JsonDocument.Parse(await here.TextAsync("call_id")).RootElement[1].GetString());
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Calls_AreMeasured_ByPatternAndOutcome(string arrangement)
    {
        var measured = new List<(string Name, string Pattern, string? Outcome)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == PythonMetrics.Name)
                self.EnableMeasurementEvents(instrument);
        };
        void Record<T>(Instrument instrument, T _, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? __)
        {
            string? Tag(string key, ReadOnlySpan<KeyValuePair<string, object?>> all)
            {
                foreach (var tag in all)
                    if (tag.Key == key)
                        return (string?)tag.Value;
                return null;
            }
            lock (measured)
                measured.Add((instrument.Name, Tag("pattern", tags)!, Tag("outcome", tags)));
        }
        listener.SetMeasurementEventCallback<double>(Record);
        listener.SetMeasurementEventCallback<long>(Record);
        listener.SetMeasurementEventCallback<int>(Record);
        listener.Start();
        await using var here = new HostHere(arrangement);
        await here.TextAsync("echo");
        await here.CallAsync("raises", "no");
        listener.RecordObservableInstruments();
        var pattern = arrangement == HostHere.Workers ? "workers" : arrangement == HostHere.PythonNet ? "pythonnet" : "interpreters";
        lock (measured)
        {
            Assert.Contains(("python.calls", pattern, "returned"), measured);
            Assert.Contains(("python.calls", pattern, "raised"), measured);
            Assert.Equal(2, measured.Count(m => m == ("python.call.wait", pattern, null)));
            Assert.Equal(2, measured.Count(m => m == ("python.call.run", pattern, null)));
            Assert.Contains(("python.queue.length", pattern, null), measured);
            Assert.Contains(("python.calls.in_flight", pattern, null), measured);
        }
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Health_HostServes_IsHealthy(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        await here.TextAsync("echo");
        await here.Inner.StartAsync();
        var entry = Assert.Single((await here.HealthAsync()).Entries);
        Assert.Equal(("python", HealthStatus.Healthy), (entry.Key, entry.Value.Status));
        Assert.Equal(Arrangement.Named(arrangement).Kind == ArrangementKind.PythonNet ? 1 : 2, entry.Value.Data["runners"]);
    }

    [Fact]
    public async Task Health_PythonCanNotStart_IsUnhealthyAndSaysWhy()
    {
        await using var here = new HostHere(HostHere.PythonNet, ("Executable", "/nowhere/python3"));
        var entry = (await here.HealthAsync()).Entries["python"];
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.StartsWith("Python:Executable is '/nowhere/python3'", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_FunctionRaises_IsUnhealthy()
    {
        await using var here = new HostHere(HostHere.Workers, ("HealthFunction", "hosted.cases.raises"));
        var entry = (await here.HealthAsync()).Entries["python"];
        Assert.Equal((HealthStatus.Unhealthy, "A call of hosted.cases.raises was answered raised."), (entry.Status, entry.Description));
    }

    [Fact]
    public async Task Call_PythonNet_AllocatesLessThan400BytesBesideItsReply()
    {
        await using var here = new HostHere(HostHere.PythonNet);
        var call = new PythonCall("hosted.cases.echo", new byte[16]);
        for (var i = 0; i < 2000; i++)
            await here.Host.CallAsync(call);
        const int calls = 20_000;
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < calls; i++)
            await here.Host.CallAsync(call);
        var each = (GC.GetTotalAllocatedBytes(precise: true) - before) / calls;
        Assert.InRange(each, 0, 400);
    }
}
