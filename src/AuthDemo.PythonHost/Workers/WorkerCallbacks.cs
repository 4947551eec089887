using System.Buffers.Binary;
using System.Text;
using AuthDemo.PythonHost.Callbacks;
using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.Workers;

/// <summary>
/// Callbacks and progress of the calls that run in a worker, and the calls that handlers make there. The worker runs those while it
/// waits for the result, so at any time one call of a growing stack runs: the first one sent, and what was called inside it.
/// </summary>
/// <param name="context">Of the host.</param>
/// <param name="writer">To the worker.</param>
/// <param name="outermost">The call that runs, and whether nobody has answered it yet.</param>
internal sealed class WorkerCallbacks(CallbackContext context, FrameWriter writer, Func<(PendingCall Call, long Id)?> outermost) : INestedCallRunner, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, NestedCall> _nested = [];

    /// <summary>Calls that wait for a callback's result.</summary>
    private readonly HashSet<long> _waiting = [];

    private readonly CancellationTokenSource _ended = new();

    public bool TryRun(NestedCall call, long source)
    {
        lock (_lock)
        {
            if (!_waiting.Contains(source))
                return false;
            _nested.Add(call.Id, call);
            writer.AddCall(FrameKind.Nested, call.Id, call.Call.Function, call.Traceparent, call.Call.Payload.Span);
        }
        writer.Flush();
        return true;
    }

    /// <summary>Takes out the nested call with this id; null when there is none.</summary>
    public NestedCall? Take(long id)
    {
        lock (_lock)
            return _nested.Remove(id, out var nested) ? nested : null;
    }

    public void ReportProgress(in Frame frame)
    {
        if (SourceOf(frame.Id).Call?.Progress is { } progress)
            CallbackInvoker.ReportProgress(progress, frame.Body.ToArray());
    }

    /// <summary>Handles a callback; the result is sent when it is there.</summary>
    public void Handle(in Frame frame)
    {
        var body = frame.Body.ToArray();
        var name = BinaryPrimitives.ReadUInt16LittleEndian(body);
        var callback = new PythonCallback(Encoding.UTF8.GetString(body, 2, name), body.AsMemory(2 + name), SourceOf(frame.Id), this, context, _ended.Token);
        lock (_lock)
            _waiting.Add(frame.Id);
        _ = HandleAsync(frame.Id, callback);
    }

    /// <summary>The worker has ended: nested calls get this reply, handlers are cancelled.</summary>
    public async Task EndAsync(PythonReply reply)
    {
        NestedCall[] nested;
        lock (_lock)
        {
            nested = [.. _nested.Values];
            _nested.Clear();
            _waiting.Clear();
        }
        foreach (var call in nested)
            call.Complete(reply);
        await _ended.CancelAsync();
    }

    public void Dispose() => _ended.Dispose();

    private async Task HandleAsync(long id, PythonCallback callback)
    {
        var (result, failure) = await CallbackInvoker.InvokeAsync(callback, context.Options.MaxMessageBytes);
        lock (_lock)
        {
            if (!_waiting.Remove(id))
                return; // the process has ended
            if (failure is null)
                writer.Add(FrameKind.Answer, id, new byte[] { 1 }, result);
            else
                writer.Add(FrameKind.Answer, id, new byte[] { 0 }, Encoding.UTF8.GetBytes(failure));
        }
        writer.Flush();
    }

    /// <summary>The call with this id, if it runs and nobody has answered it or the one it runs inside.</summary>
    private CallbackSource SourceOf(long id)
    {
        if (outermost() is not var (call, outermostId))
            return new CallbackSource(id, null, null, 0);
        if (outermostId == id)
            return new CallbackSource(id, call.Call, call.Activity, 0);
        lock (_lock)
            return _nested.TryGetValue(id, out var nested) ? new CallbackSource(id, nested.Call, nested.Activity, nested.Depth) : new CallbackSource(id, null, null, 0);
    }
}
