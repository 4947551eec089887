using System.Threading.Channels;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.TwoWay;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>
/// Questions and progress of the call that runs. The interpreter's thread waits for the answer without the GIL, and runs the calls that
/// answering makes: they are Python frames on top of the one that asks.
/// </summary>
internal sealed partial class InterpreterThread
{
    private readonly Lock _givingUp = new();
    private CancellationTokenSource? _givenUp;
    private NestedCall? _inside;

    /// <summary>The innermost call that runs and its trace context, as Python may ask for it.</summary>
    public (long Id, string Traceparent) Context =>
        _inside is { } nested ? (nested.Id, nested.Traceparent) : _current is { } call ? (call.Id, call.Activity?.Id ?? "") : (0, "");

    private PythonCall? Innermost => _inside?.Call ?? _current?.Call;

    /// <summary>
    /// A question of Python to the caller: byte 1 and the answer, or byte 0 and why there is none. Blocks the interpreter's own thread,
    /// without the GIL, until the answer or until the call is given up.
    /// </summary>
    public byte[] Ask(string name, byte[] payload)
    {
        if (Thread.CurrentThread != _thread)
            return Asking.Pack(default, "only the thread that runs the call can ask the host");
        if (_current is not { Phase: CallPhase.Running })
            return Asking.Pack(default, "the call was given up");
        CancellationToken givenUp;
        lock (_givingUp)
            givenUp = (_givenUp ??= new CancellationTokenSource()).Token;
        var waits = new WaitForAnswer();
        var asker = new Asker(Context.Id, Innermost, _inside?.Activity ?? _current?.Activity, _inside?.Depth ?? 0);
        var (answer, failure) = waits.For(Asking.AnswerAsync(new PythonQuestion(name, payload, asker, waits, _queue, _options, givenUp), _options.MaxMessageBytes), RunInside);
        return Asking.Pack(answer, failure);
    }

    /// <summary>A message of Python on how far the call is.</summary>
    public void Tell(ReadOnlySpan<byte> message)
    {
        if (Innermost?.Progress is { } progress)
            Asking.Tell(progress, message.ToArray());
    }

    /// <summary>Called on every look and when the caller cancels: questions of a call that somebody answered are answered as given up.</summary>
    public void EndIdleQuestions()
    {
        lock (_givingUp)
            if (_givenUp is { } givenUp && _current is { Phase: CallPhase.Answered })
                givenUp.Cancel();
    }

    /// <summary>The call is over: its questions reach nobody.</summary>
    private void ForgetQuestions()
    {
        lock (_givingUp)
            _givenUp = null;
    }

    private void RunInside(NestedCall call)
    {
        _interpreter.Retake();
        var outer = _inside;
        _inside = call;
        var result = _code!.Invoke(call.Call.Function, call.Call.Payload.Span);
        var reply = _code.Conclude(result, interrupted: _interruptedId == CurrentId);
        if (_output.HasRest)
            _output.Finish(call.Id);
        _inside = outer;
        _interpreter.Release();
        call.Answer(_current is { Phase: CallPhase.Running } ? reply : new PythonReply.Cancelled());
    }

    /// <summary>One wait of the interpreter's thread.</summary>
    private sealed class WaitForAnswer : INestedRunner
    {
        private readonly Channel<NestedCall> _calls = Channel.CreateUnbounded<NestedCall>();

        public bool TryRun(NestedCall call, long asker) => _calls.Writer.TryWrite(call);

        /// <summary>Runs what is called until the answer is there.</summary>
        public T For<T>(Task<T> answer, Action<NestedCall> run)
        {
            answer.ContinueWith(_ => _calls.Writer.TryComplete(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            while (_calls.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
                while (_calls.Reader.TryRead(out var call))
                    run(call);
            return answer.GetAwaiter().GetResult();
        }
    }
}
