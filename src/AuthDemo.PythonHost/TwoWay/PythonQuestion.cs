using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.TwoWay;

/// <summary>What Python asks with <c>authdemo_host.host.ask</c>, and the interpreter or worker that waits for the answer.</summary>
public sealed class PythonQuestion
{
    /// <summary>How many calls may be inside one another.</summary>
    public const int DeepestCall = 16;

    private readonly Asker _asker;
    private readonly INestedRunner _runner;
    private readonly CallQueue _queue;
    private readonly PythonHostOptions _options;

    internal PythonQuestion(
        string name, ReadOnlyMemory<byte> payload, Asker asker, INestedRunner runner, CallQueue queue, PythonHostOptions options, CancellationToken givenUp)
    {
        (Name, Payload, GivenUp) = (name, payload, givenUp);
        (_asker, _runner, _queue, _options) = (asker, runner, queue, options);
    }

    /// <summary>What is asked.</summary>
    public string Name { get; }

    /// <summary>The question's bytes; they stay as they are until the answer.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Who answers it; null when nobody does.</summary>
    internal PythonAsked? Handler => _asker.Call?.Asked;

    /// <summary>The call that asks was answered meanwhile.</summary>
    internal CancellationToken GivenUp { get; }

    /// <summary>
    /// Calls Python on the interpreter or worker that asks, where the state of the asking call is, while that one waits for the answer.
    /// What is called may ask in turn, <see cref="DeepestCall"/> calls deep. Runs within the run budget of the outermost call: the
    /// call's own budgets and <see cref="PythonCall.Worker"/> are not used. Expected failures are replies, as with
    /// <see cref="IPythonHost.CallAsync"/>; Cancelled when the outermost call was answered meanwhile.
    /// </summary>
    public async ValueTask<PythonReply> CallAsync(PythonCall call)
    {
        var nested = _queue.Nest(call, _asker.Activity, _asker.Depth + 1);
        if (nested.Depth > DeepestCall)
            nested.Answer(new PythonReply.ProtocolBroken(FormattableString.Invariant($"At most {DeepestCall} calls may be inside one another.")));
        else if (call.Payload.Length > _options.MaxMessageBytes)
            nested.Answer(PayloadLimit.Exceeded("request", call.Payload.Length, _options.MaxMessageBytes));
        else if (GivenUp.IsCancellationRequested)
            nested.Answer(new PythonReply.Cancelled());
        else if (!_runner.TryRun(nested, _asker.Id))
            nested.Answer(new PythonReply.ProtocolBroken("The question was answered before the call was made: nothing waits for it any more."));
        await using var registration = GivenUp.UnsafeRegister(static state => ((NestedCall)state!).Answer(new PythonReply.Cancelled()), nested);
        return await nested.Answered;
    }
}
