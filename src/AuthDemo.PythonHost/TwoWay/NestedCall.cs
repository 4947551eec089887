using System.Diagnostics;
using AuthDemo.PythonHost.Telemetry;

namespace AuthDemo.PythonHost.TwoWay;

/// <summary>
/// A call that answering a question makes on the runner that asks. It takes no place in the queue, runs within the budget of the
/// outermost call, and is counted, traced and logged like any other.
/// </summary>
/// <param name="depth">How many calls are around it.</param>
internal sealed class NestedCall(PythonCall call, long id, int depth, Activity? activity, PythonMetrics metrics)
{
    private readonly TaskCompletionSource<PythonReply> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PythonCall Call => call;

    public long Id => id;

    public int Depth => depth;

    public Activity? Activity => activity;

    public string Traceparent => activity?.Id ?? "";

    public Task<PythonReply> Answered => _answer.Task;

    /// <summary>The first answer counts.</summary>
    public void Answer(PythonReply reply)
    {
        if (_answer.TrySetResult(reply))
            metrics.Answered(activity, reply);
    }
}

/// <summary>Who asks: the call, null when nobody listens any more, and how many calls are around it.</summary>
internal readonly record struct Asker(long Id, PythonCall? Call, Activity? Activity, int Depth);

/// <summary>An interpreter or a worker that waits for an answer.</summary>
internal interface INestedRunner
{
    /// <summary>Runs a call inside the one with the id <paramref name="asker"/>; false when that one no longer waits for an answer.</summary>
    bool TryRun(NestedCall call, long asker);
}
