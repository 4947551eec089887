using System.Diagnostics;
using AuthDemo.PythonHost.Telemetry;

namespace AuthDemo.PythonHost.Callbacks;

/// <summary>
/// A call that a callback's handler makes on the interpreter or process that waits for the handler. It takes no place in the queue, runs
/// within the budget of the outermost call, and is counted, traced and logged like any other.
/// </summary>
/// <param name="call">What to call.</param>
/// <param name="id">Its own.</param>
/// <param name="depth">How many calls are around it.</param>
/// <param name="activity">Its span.</param>
/// <param name="metrics">Count it.</param>
internal sealed class NestedCall(PythonCall call, long id, int depth, Activity? activity, PythonMetrics metrics)
{
    private readonly TaskCompletionSource<PythonReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PythonCall Call => call;

    public long Id => id;

    public int Depth => depth;

    public Activity? Activity => activity;

    public string Traceparent => activity?.Id ?? "";

    public Task<PythonReply> Reply => _reply.Task;

    /// <summary>The first reply counts.</summary>
    public void Complete(PythonReply reply)
    {
        if (_reply.TrySetResult(reply))
            metrics.Answered(activity, reply);
    }
}

/// <summary>The call that makes a callback: null when it was answered meanwhile; and how many calls are around it.</summary>
internal readonly record struct CallbackSource(long Id, PythonCall? Call, Activity? Activity, int Depth);

/// <summary>An interpreter or a worker that waits for a callback's result.</summary>
internal interface INestedCallRunner
{
    /// <summary>Runs a call inside the one with the id <paramref name="source"/>; false when that one no longer waits.</summary>
    bool TryRun(NestedCall call, long source);
}
