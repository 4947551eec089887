using AuthDemo.PythonHost.Embedded.Native;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>An interpreter driven by the functions of libpython, through one thread state.</summary>
internal abstract unsafe class NativeInterpreter(PythonRuntime runtime) : IInterpreter
{
    /// <summary>
    /// Interpreters are made, import their modules and end one at a time: all of that changes what interpreters share (static types,
    /// the table of extension modules), and Python 3.12.1 was seen to crash when two imported the same extension at once. An import or
    /// an end may block for ever, so nobody waits for its turn longer than <see cref="s_turnPatience"/>.
    /// </summary>
    private static readonly SemaphoreSlim s_turn = new(1);

    private static readonly TimeSpan s_turnPatience = TimeSpan.FromSeconds(2);

    private readonly Lock _closing = new();
    private IHostedCode? _code;
    private long _number;
    private nint _interpreter;
    private nuint _threadIdent;
    private int _interrupters;
    private bool _opened;
    private bool _closed;

    protected PythonRuntime Runtime => runtime;

    protected LibPython Api => runtime.Api;

    /// <summary>The thread state of the interpreter's thread, once it is open.</summary>
    protected nint ThreadState { get; set; }

    public abstract void StartThread(string name, Action work);

    public string? Open(IHostCallbacks callbacks)
    {
        _number = HostFunctions.Register(Api, callbacks);
        var mine = s_turn.Wait(s_turnPatience); // without any GIL
        try
        {
            if (TakeInterpreter() is { } failure)
                return failure;
            _opened = true;
            _interpreter = Api.PyThreadState_GetInterpreter(ThreadState);
            _threadIdent = Api.PyThread_get_thread_ident();
            (_code, var bootFailure) = Boot(_number);
            return bootFailure;
        }
        finally
        {
            if (mine)
                s_turn.Release();
        }
    }

    public nint Invoke(string function, ReadOnlySpan<byte> payload) => _code!.Invoke(function, payload);

    public PythonReply Conclude(nint result, bool interrupted) => _code!.Conclude(result, interrupted);

    public void Interrupt(Func<bool> stillWanted)
    {
        lock (_closing)
        {
            if (_closed || _code is null)
                return;
            _interrupters++;
        }
        var threadState = Api.PyThreadState_New(_interpreter); // of the thread that interrupts
        Api.PyEval_RestoreThread(threadState);
        if (stillWanted())
            Api.PyThreadState_SetAsyncExc(_threadIdent, _code.CallInterrupted);
        Api.PyThreadState_Clear(threadState);
        Api.PyThreadState_DeleteCurrent();
        Interlocked.Decrement(ref _interrupters);
    }

    public void ClearInterrupt() => Api.PyThreadState_SetAsyncExc(_threadIdent, 0);

    public void Release() => Api.PyEval_SaveThread();

    public void Retake() => Api.PyEval_RestoreThread(ThreadState);

    public void Close()
    {
        if (_opened)
        {
            _code?.Dispose();
            lock (_closing)
                _closed = true;
            Release();
            SpinWait.SpinUntil(() => Volatile.Read(ref _interrupters) == 0); // ending needs to be the last thread state
        }
        HostFunctions.Unregister(_number);
        GiveBack(_opened);
    }

    /// <summary>Makes the interpreter or takes it, with its GIL; what went wrong, or null.</summary>
    protected abstract string? TakeInterpreter();

    /// <summary>Imports the host's Python half and the modules to serve; or what went wrong.</summary>
    /// <param name="number">Of the functions that Python may call; see <see cref="HostFunctions"/>.</param>
    protected abstract (IHostedCode? Code, string? Failure) Boot(long number);

    /// <summary>Ends the interpreter, without its GIL.</summary>
    /// <param name="opened">It was taken.</param>
    protected abstract void GiveBack(bool opened);

    /// <summary>Does the work when it is this thread's turn; not at all when that takes too long.</summary>
    protected static void InTurn(Action work)
    {
        if (!s_turn.Wait(s_turnPatience))
            return;
        work();
        s_turn.Release();
    }
}
