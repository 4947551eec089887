using System.Diagnostics;
using AuthDemo.PythonHost.Telemetry;

namespace AuthDemo.PythonHost.Queueing;

/// <summary>Metrics, span and last errors of each call.</summary>
internal sealed class CallReport(PythonMetrics metrics)
{
    public void Started(PendingCall call) => metrics.Waited(call.Started - call.Entered);

    public void Completed(PendingCall call, PythonReply reply, long now)
    {
        if (call.Started != 0)
            metrics.Ran(now - call.Started);
        metrics.Answered(call.Activity, reply);
        metrics.Errors.Note(call.Call, reply);
    }

    /// <summary>A call that was not taken into the queue.</summary>
    public void Rejected(PythonCall call, PythonReply reply, Activity? activity)
    {
        metrics.Answered(activity, reply);
        metrics.Errors.Note(call, reply);
    }
}
