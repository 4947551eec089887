using System.Threading.Channels;
using AuthDemo.PythonHost.Callbacks;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.Telemetry;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>
/// Output, callbacks and progress of the call that runs. The interpreter's thread waits for a callback's result without the GIL, and runs
/// the calls that the handler makes: they are Python frames on top of the one that waits.
/// </summary>
internal sealed class InterpreterCallbacks(IInterpreter interpreter, CallbackContext context, OutputLines output, CurrentCall current) : IHostCallbacks
{
    private readonly Lock _abandoning = new();
    private CancellationTokenSource? _abandoned;
    private NestedCall? _nested;

    /// <summary>The thread that drives the interpreter; the only one that can wait for a result.</summary>
    public Thread? Thread { get; set; }

    public (long Id, string Traceparent) Context =>
        _nested is { } nested ? (nested.Id, nested.Traceparent) : current.Call is { } call ? (call.Id, call.Activity?.Id ?? "") : (0, "");

    private PythonCall? Innermost => _nested?.Call ?? current.Call?.Call;

    public void Write(int level, string source, string text) => output.Add(level, source, text, Context.Id);

    public byte[] Ask(string name, byte[] payload)
    {
        if (Thread.CurrentThread != Thread)
            return CallbackInvoker.Pack(default, "only the thread that runs the call can ask the host");
        if (current.Call is not { Phase: CallPhase.Running })
            return CallbackInvoker.Pack(default, "the call was given up");
        CancellationToken abandoned;
        lock (_abandoning)
            abandoned = (_abandoned ??= new CancellationTokenSource()).Token;
        var wait = new ResultWait();
        var source = new CallbackSource(Context.Id, Innermost, _nested?.Activity ?? current.Call?.Activity, _nested?.Depth ?? 0);
        var callback = new PythonCallback(name, payload, source, wait, context, abandoned);
        var (result, failure) = wait.For(CallbackInvoker.InvokeAsync(callback, context.Options.MaxMessageBytes), RunNested);
        return CallbackInvoker.Pack(result, failure);
    }

    public void ReportProgress(ReadOnlySpan<byte> message)
    {
        if (Innermost?.Progress is { } progress)
            CallbackInvoker.ReportProgress(progress, message.ToArray());
    }

    /// <summary>Abandons callbacks of a call that was answered meanwhile. Called on every check and when a caller cancels.</summary>
    public void AbandonAnswered()
    {
        lock (_abandoning)
            if (_abandoned is { } abandoned && current.Call is { Phase: CallPhase.Answered })
                abandoned.Cancel();
    }

    /// <summary>The call is over: its output is complete, its callbacks reach nobody.</summary>
    public void EndCall(long id)
    {
        if (output.HasRest)
            output.Finish(id);
        if (_abandoned is null)
            return;
        lock (_abandoning)
            _abandoned = null;
    }

    private void RunNested(NestedCall call)
    {
        interpreter.Retake();
        var outer = _nested;
        _nested = call;
        var result = interpreter.Invoke(call.Call.Function, call.Call.Payload.Span);
        var reply = interpreter.Conclude(result, current.IsInterrupted);
        if (output.HasRest)
            output.Finish(call.Id);
        _nested = outer;
        interpreter.Release();
        call.Complete(current.Call is { Phase: CallPhase.Running } ? reply : new PythonReply.Cancelled());
    }

    /// <summary>One wait of the interpreter's thread.</summary>
    private sealed class ResultWait : INestedCallRunner
    {
        private readonly Channel<NestedCall> _calls = Channel.CreateUnbounded<NestedCall>();

        public bool TryRun(NestedCall call, long source) => _calls.Writer.TryWrite(call);

        /// <summary>Runs nested calls until the result is there.</summary>
        public T For<T>(Task<T> result, Action<NestedCall> run)
        {
            result.ContinueWith(_ => _calls.Writer.TryComplete(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            while (_calls.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
                while (_calls.Reader.TryRead(out var call))
                    run(call);
            return result.GetAwaiter().GetResult();
        }
    }
}
