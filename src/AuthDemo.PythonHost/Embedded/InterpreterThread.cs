using System.Diagnostics.CodeAnalysis;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Embedded.Native;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.Telemetry;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>
/// One interpreter and the one thread that touches it. The thread takes calls from the queue, runs them, and lets go of the GIL only
/// while it has nothing to do. The watch (<see cref="EmbeddedPattern"/>) looks at <see cref="CurrentId"/> and interrupts a call that
/// ran too long; a thread that does not come back is set aside: when its call ends after all, it closes its interpreter and goes.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The queue may wake the thread at any time; a semaphore without wait handle holds nothing to dispose.")]
internal sealed partial class InterpreterThread : ICallTaker
{
    private static long s_lastNumber;

    private readonly PythonRuntime _runtime;
    private readonly CallQueue _queue;
    private readonly bool _ownGil;
    private readonly string _settings;
    private readonly OutputLines _output;
    private readonly PythonHostOptions _options;
    private readonly Interpreter _interpreter;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly TaskCompletionSource<string?> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HostedCode? _code;
    private PendingCall? _current;
    private long _currentId;
    private long _runsUntil;
    private long _interruptedId;
    private int _interrupting;
    private long _served;
    private Thread? _thread;
    private volatile bool _stopping;

    public InterpreterThread(PythonRuntime runtime, bool ownGil, CallQueue queue, PythonHostOptions options, string settings, PythonOutput output)
    {
        (_runtime, _ownGil, _queue, _settings, _output) = (runtime, ownGil, queue, settings, new OutputLines(output.Write));
        _options = options;
        _interpreter = new Interpreter(runtime, ownGil);
        Number = Interlocked.Increment(ref s_lastNumber);
        Since = queue.Time.GetUtcNow();
    }

    /// <summary>Unique in this process; names the interpreter in logs.</summary>
    public long Number { get; }

    public DateTimeOffset Since { get; }

    /// <summary>Calls it has run to their end.</summary>
    public long Served => Volatile.Read(ref _served);

    /// <summary>The function that runs.</summary>
    public string? Function => _current?.Call?.Function;

    /// <summary>It takes no more calls.</summary>
    public bool Stopping => _stopping;

    public LibPython Api => _runtime.Api;

    /// <summary>Null when the interpreter is up and its modules are imported, else what went wrong.</summary>
    public Task<string?> Started => _started.Task;

    /// <summary>The thread has left its interpreter.</summary>
    public Task Ended => _ended.Task;

    /// <summary>The call that runs, 0 between calls.</summary>
    public long CurrentId => Volatile.Read(ref _currentId);

    public void Start()
    {
        if (_ownGil)
            new Thread(Main, PythonRuntime.StackBytes) { IsBackground = true, Name = $"python-{Number}" }.Start();
        else
            _runtime.OnMainThread(Main);
    }

    public int Load => 0; // idle when the queue asks: it takes one call at a time

    public void Wake() => _wake.Release();

    public void GivenUp(long id) => EndIdleQuestions();

    /// <summary>Ends the thread after the call it runs.</summary>
    public void Stop()
    {
        _stopping = true;
        Wake();
    }

    /// <summary>Text that Python wrote. From the interpreter's thread, or one that Python code started.</summary>
    public void Write(int level, string source, string text) => _output.Add(level, source, text, Context.Id);

    /// <summary>The call that is past its deadline at <paramref name="now"/>, answered as such if nobody answered it yet; 0 for none.</summary>
    public long Overrun(long now)
    {
        var id = CurrentId;
        var call = _current;
        if (id == 0 || call is null || Volatile.Read(ref _runsUntil) > now || CurrentId != id)
            return 0;
        _queue.TryExpire(call, id, now);
        return id;
    }

    /// <summary>Raises CallInterrupted in the call with this id, unless it has ended or an attempt is still waiting for the GIL.</summary>
    public void Interrupt(long id)
    {
        if (_code is not { } code || Interlocked.Exchange(ref _interrupting, 1) == 1)
            return;
        new Thread(() =>
        {
            _interpreter.TryInterrupt(code.CallInterrupted, () =>
            {
                if (CurrentId != id)
                    return false;
                _interruptedId = id; // read by the interpreter's thread under the GIL that is held here
                return true;
            });
            Volatile.Write(ref _interrupting, 0);
        }) { IsBackground = true, Name = $"python-{Number}-interrupt" }.Start();
    }

    private void Main()
    {
        _thread = Thread.CurrentThread;
        HostFunctions.Register(Number, this);
        var (opened, failure) = Interpreter.InTurn(OpenAndBoot);
        _started.SetResult(failure);
        if (opened)
        {
            if (_code is not null)
                Serve(_code);
            _queue.Leave(this);
            _code?.Dispose();
            _interpreter.Close();
        }
        HostFunctions.Unregister(Number);
        if (!_ownGil)
            _runtime.GiveBackMain();
        _ended.SetResult();
    }

    private (bool Opened, string? Failure) OpenAndBoot()
    {
        if (_interpreter.Open() is { } failure)
            return (false, failure);
        (_code, var bootFailure) = HostedCode.Boot(Api, Number, _settings, _options.MaxMessageBytes);
        return (true, bootFailure);
    }

    private void Serve(HostedCode code)
    {
        var call = _queue.Take(this);
        while (!_stopping)
        {
            if (call is null)
            {
                _interpreter.Release();
                _wake.Wait();
                _interpreter.Retake();
                if (!_stopping)
                    call = _queue.Take(this);
            }
            else
            {
                var reply = Run(code, call);
                call = _queue.FinishAndTake(call, reply, this);
            }
        }
        if (call is not null)
            _queue.GiveBack(call); // taken while it was told to stop: another runs it
    }

    private PythonReply Run(HostedCode code, PendingCall call)
    {
        var id = call.Id;
        _current = call;
        Volatile.Write(ref _runsUntil, call.RunsUntil);
        Volatile.Write(ref _currentId, id);
        var result = code.Invoke(call.Call.Function, call.Call.Payload.Span);
        Volatile.Write(ref _served, _served + 1);
        Volatile.Write(ref _currentId, 0); // under the GIL: no interrupt for this call can follow
        var interrupted = _interruptedId == id;
        if (interrupted)
            _interpreter.ForgetInterrupt();
        var reply = code.Conclude(result, interrupted);
        if (_output.HasRest)
            _output.Finish(id);
        if (_givenUp is not null)
            ForgetQuestions();
        _current = null;
        return reply;
    }
}
