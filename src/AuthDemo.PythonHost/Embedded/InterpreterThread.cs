using System.Diagnostics.CodeAnalysis;
using AuthDemo.PythonHost.Callbacks;
using AuthDemo.PythonHost.Patterns;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.Telemetry;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>
/// One interpreter and the one thread that touches it. The thread takes calls from the queue, runs them, and releases the GIL only while
/// it is idle. <see cref="InterpreterGroup"/> interrupts a call that runs too long; a thread whose call does not stop is quarantined:
/// when its call ends after all, it closes its interpreter and ends.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The queue may wake the thread at any time; a semaphore without wait handle holds nothing to dispose.")]
internal sealed class InterpreterThread : ICallConsumer
{
    private static long s_lastNumber;

    private readonly IInterpreter _interpreter;
    private readonly BusyMeter? _busy;
    private readonly CallQueue _queue;
    private readonly CurrentCall _current = new();
    private readonly InterpreterCallbacks _callbacks;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly TaskCompletionSource<string?> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _interrupting;
    private long _served;
    private volatile bool _stopping;

    public InterpreterThread(IInterpreter interpreter, PatternContext context, BusyMeter? busy)
    {
        (_interpreter, _queue, _busy) = (interpreter, context.Queue, busy);
        _callbacks = new InterpreterCallbacks(interpreter, new CallbackContext(context.Queue, context.Options), new OutputLines(context.Output.Write), _current);
        Number = Interlocked.Increment(ref s_lastNumber);
        Since = _queue.Time.GetUtcNow();
    }

    /// <summary>Unique in this process; names the interpreter in logs.</summary>
    public long Number { get; }

    public DateTimeOffset Since { get; }

    /// <summary>Calls it has run to their end.</summary>
    public long Served => Volatile.Read(ref _served);

    /// <summary>The function that runs.</summary>
    public string? Function => _current.Call?.Call?.Function;

    /// <summary>It takes no more calls.</summary>
    public bool Stopping => _stopping;

    /// <summary>Null when the interpreter is up and its modules are imported, else what went wrong.</summary>
    public Task<string?> Started => _started.Task;

    /// <summary>The thread has left its interpreter.</summary>
    public Task Ended => _ended.Task;

    /// <summary>The call that runs, 0 between calls.</summary>
    public long CurrentId => _current.Id;

    public void Start() => _interpreter.StartThread($"python-{Number}", Main);

    public int Load => 0; // idle when the queue asks: it takes one call at a time

    public void Wake() => _wake.Release();

    public void Cancelled(long id) => _callbacks.AbandonAnswered();

    /// <summary>Ends the thread after the call it runs.</summary>
    public void Stop()
    {
        _stopping = true;
        Wake();
    }

    /// <inheritdoc cref="CurrentCall.Overdue"/>
    public long CheckDeadline(long now)
    {
        var overdue = _current.Overdue(_queue, now);
        _callbacks.AbandonAnswered();
        return overdue;
    }

    /// <summary>Interrupts the call with this id, unless it has ended or an attempt is still waiting for the GIL.</summary>
    public void Interrupt(long id)
    {
        if (Interlocked.Exchange(ref _interrupting, 1) == 1)
            return;
        new Thread(() =>
        {
            _interpreter.Interrupt(() => _current.MarkInterrupted(id));
            Volatile.Write(ref _interrupting, 0);
        }) { IsBackground = true, Name = $"python-{Number}-interrupt" }.Start();
    }

    private void Main()
    {
        _callbacks.Thread = Thread.CurrentThread;
        var failure = _interpreter.Open(_callbacks);
        _started.SetResult(failure);
        if (failure is null)
            Serve();
        _queue.Unregister(this);
        _interpreter.Close();
        _ended.SetResult();
    }

    private void Serve()
    {
        var call = _queue.Take(this);
        while (!_stopping)
        {
            if (call is null)
            {
                _interpreter.Release();
                _busy?.BeginIdle();
                _wake.Wait();
                _busy?.EndIdle();
                _interpreter.Retake();
                if (!_stopping)
                    call = _queue.Take(this);
            }
            else
            {
                var reply = Run(call);
                call = _queue.CompleteAndTake(call, reply, this);
            }
        }
        if (call is not null)
            _queue.Requeue(call); // taken while it was being stopped: another runs it
    }

    private PythonReply Run(PendingCall call)
    {
        var id = call.Id;
        _current.Begin(call);
        var result = _interpreter.Invoke(call.Call.Function, call.Call.Payload.Span);
        Volatile.Write(ref _served, _served + 1);
        var interrupted = _current.End();
        if (interrupted)
            _interpreter.ClearInterrupt();
        var reply = _interpreter.Conclude(result, interrupted);
        _callbacks.EndCall(id);
        _current.Clear();
        return reply;
    }
}
