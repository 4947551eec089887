using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AuthDemo.PythonHost.Telemetry;

/// <summary>Counters, durations and spans of one host. Names and tags are listed in <c>docs/python-hosting.md</c>; no tag ever holds data of a call.</summary>
internal sealed class PythonMetrics : IDisposable
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "AuthDemo.PythonHost";

    private static readonly ActivitySource s_source = new(Name);
    private readonly Meter _meter;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _run;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _restarts;
    private readonly Counter<long> _kills;
    private readonly double _secondsPerUnit;
    private KeyValuePair<string, object?> _pattern = new("pattern", "none");

    public PythonMetrics(IMeterFactory? factory, TimeProvider time)
    {
        Errors = new LastErrors(time);
        _meter = factory?.Create(Name) ?? new Meter(Name);
        _secondsPerUnit = 1.0 / time.TimestampFrequency;
        _wait = _meter.CreateHistogram<double>("python.call.wait", "s", "Time a call waited for a place.");
        _run = _meter.CreateHistogram<double>("python.call.run", "s", "Time a call ran.");
        _calls = _meter.CreateCounter<long>("python.calls", "{call}", "Calls answered, by outcome.");
        _restarts = _meter.CreateCounter<long>("python.restarts", "{runner}", "Interpreters or processes started in place of another.");
        _kills = _meter.CreateCounter<long>("python.kills", "{runner}", "Interpreters set aside or processes killed.");
    }

    /// <summary>The failures behind the counters.</summary>
    public LastErrors Errors { get; }

    /// <summary>The pattern every measurement is tagged with from now on.</summary>
    public string Pattern { set => _pattern = new("pattern", value); }

    public void Observe(Func<int> waiting, Func<int> running)
    {
        _meter.CreateObservableGauge("python.queue.length", () => new Measurement<int>(waiting(), _pattern), "{call}", "Calls that wait for a place.");
        _meter.CreateObservableGauge("python.calls.in_flight", () => new Measurement<int>(running(), _pattern), "{call}", "Calls that run.");
    }

    /// <summary>
    /// Starts the call's span, under the caller's current one or that of the call it runs inside, without making it the current one; null
    /// when nobody listens.
    /// </summary>
    public static Activity? StartCall(PythonCall call, Activity? outer = null)
    {
        if (!s_source.HasListeners())
            return null;
        var current = Activity.Current;
        var activity = s_source.StartActivity("python.call", ActivityKind.Internal, outer?.Context ?? current?.Context ?? default);
        activity?.SetTag("python.function", call.Function);
        Activity.Current = current;
        return activity;
    }

    public void Waited(long units)
    {
        if (_wait.Enabled)
            _wait.Record(units * _secondsPerUnit, _pattern);
    }

    public void Ran(long units)
    {
        if (_run.Enabled)
            _run.Record(units * _secondsPerUnit, _pattern);
    }

    public void Answered(Activity? activity, PythonReply reply)
    {
        if (activity is null && !_calls.Enabled)
            return;
        var outcome = Outcome(reply);
        _calls.Add(1, _pattern, new("outcome", outcome));
        if (activity is null)
            return;
        activity.SetTag("python.outcome", outcome);
        if (reply is not PythonReply.Returned)
            activity.SetStatus(ActivityStatusCode.Error, outcome);
        var current = Activity.Current;
        activity.Stop();
        Activity.Current = current;
    }

    public void Restarted() => _restarts.Add(1, _pattern);

    public void Killed() => _kills.Add(1, _pattern);

    public void Dispose() => _meter.Dispose();

    /// <summary>The reply's name in metrics and spans.</summary>
    public static string Outcome(PythonReply reply) => reply switch
    {
        PythonReply.Returned => "returned",
        PythonReply.Raised => "raised",
        PythonReply.TimedOutWaiting => "timed_out_waiting",
        PythonReply.TimedOutRunning => "timed_out_running",
        PythonReply.PoolExhausted => "pool_exhausted",
        PythonReply.WorkerDied => "worker_died",
        PythonReply.Cancelled => "cancelled",
        PythonReply.ProtocolBroken => "protocol_broken",
        PythonReply.StartFailed => "start_failed",
        _ => throw new UnreachableException(),
    };
}
