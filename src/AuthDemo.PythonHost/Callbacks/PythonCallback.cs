using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.Telemetry;

namespace AuthDemo.PythonHost.Callbacks;

/// <summary>A request of Python to .NET, made with <c>authdemo_host.host.ask</c>.</summary>
public sealed class PythonCallback
{
    /// <summary>How many calls may be inside one another.</summary>
    public const int MaxDepth = 16;

    private readonly CallbackSource _source;
    private readonly INestedCallRunner _runner;
    private readonly CallbackContext _context;

    internal PythonCallback(
        string name, ReadOnlyMemory<byte> payload, CallbackSource source, INestedCallRunner runner, CallbackContext context, CancellationToken abandoned)
    {
        (Name, Payload, Abandoned) = (name, payload, abandoned);
        (_source, _runner, _context) = (source, runner, context);
    }

    /// <summary>What is asked for.</summary>
    public string Name { get; }

    /// <summary>Its argument; stays as it is until the result.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Null when nobody handles it.</summary>
    internal PythonCallbackHandler? Handler => _source.Call?.CallbackHandler;

    /// <summary>Cancelled when the call that made the callback was answered meanwhile.</summary>
    internal CancellationToken Abandoned { get; }

    /// <summary>
    /// Calls Python on the interpreter or worker that made the callback, where the state of its call is, while that one waits for the
    /// result. What is called may make callbacks in turn, up to <see cref="MaxDepth"/> calls deep. Runs within the run budget of the
    /// outermost call: the call's own budgets and <see cref="PythonCall.Worker"/> are not used. Expected failures are replies, as with
    /// <see cref="IPythonHost.CallAsync"/>; Cancelled when the outermost call was answered meanwhile.
    /// </summary>
    public async ValueTask<PythonReply> CallAsync(PythonCall call)
    {
        var (queue, options) = (_context.Queue, _context.Options);
        var nested = new NestedCall(call, queue.NextId(), _source.Depth + 1, PythonMetrics.StartCall(call, _source.Activity), queue.Metrics);
        if (nested.Depth > MaxDepth)
            nested.Complete(new PythonReply.ProtocolBroken(FormattableString.Invariant($"At most {MaxDepth} calls may be inside one another.")));
        else if (call.Payload.Length > options.MaxMessageBytes)
            nested.Complete(PayloadLimit.Exceeded("request", call.Payload.Length, options.MaxMessageBytes));
        else if (Abandoned.IsCancellationRequested)
            nested.Complete(new PythonReply.Cancelled());
        else if (!_runner.TryRun(nested, _source.Id))
            nested.Complete(new PythonReply.ProtocolBroken("The question was answered before the call was made: nothing waits for it any more."));
        await using var registration = Abandoned.UnsafeRegister(static state => ((NestedCall)state!).Complete(new PythonReply.Cancelled()), nested);
        return await nested.Reply;
    }
}

/// <summary>What callbacks need of their host.</summary>
internal sealed record CallbackContext(CallQueue Queue, PythonHostOptions Options);
