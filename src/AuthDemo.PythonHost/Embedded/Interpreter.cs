using AuthDemo.PythonHost.Embedded.Native;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>
/// One interpreter and the thread state through which its own thread uses it. Only that thread calls anything here, except
/// <see cref="TryInterrupt"/>. Between <see cref="Open"/> and <see cref="Close"/> the thread holds the interpreter's GIL unless it
/// is inside <see cref="Release"/>.
/// </summary>
internal sealed unsafe class Interpreter(PythonRuntime runtime, bool ownGil)
{
    /// <summary>
    /// Interpreters are made, import their modules and end one at a time: all of that changes what interpreters share (static types,
    /// the table of extension modules), and Python 3.12.1 was seen to crash when two imported the same extension at once. An import or
    /// an end may block for ever, so nobody waits for its turn longer than <see cref="s_turnPatience"/>.
    /// </summary>
    private static readonly SemaphoreSlim s_turn = new(1);

    private static readonly TimeSpan s_turnPatience = TimeSpan.FromSeconds(2);

    private readonly LibPython _api = runtime.Api;
    private readonly Lock _closing = new();
    private nint _threadState;
    private nint _interpreter;
    private nuint _threadIdent;
    private int _visitors;
    private bool _closed;

    /// <summary>Does the work when it is this thread's turn, without holding any GIL while it waits.</summary>
    public static T InTurn<T>(Func<T> work)
    {
        var mine = s_turn.Wait(s_turnPatience);
        try
        {
            return work();
        }
        finally
        {
            if (mine)
                s_turn.Release();
        }
    }

    /// <summary>Makes the interpreter (or takes the main one) and takes its GIL; what went wrong, or null.</summary>
    public string? Open()
    {
        var failure = ownGil ? OpenOwn() : OpenMain();
        if (failure is not null)
            return failure;
        _interpreter = _api.PyThreadState_GetInterpreter(_threadState);
        _threadIdent = _api.PyThread_get_thread_ident();
        return null;
    }

    /// <summary>Lets other threads of the interpreter run until <see cref="Retake"/>.</summary>
    public void Release() => _api.PyEval_SaveThread();

    public void Retake() => _api.PyEval_RestoreThread(_threadState);

    /// <summary>Ends an own interpreter; the main one is left as it is, without its GIL.</summary>
    public void Close()
    {
        lock (_closing)
            _closed = true;
        Release();
        SpinWait.SpinUntil(() => Volatile.Read(ref _visitors) == 0); // ending needs to be the last thread state
        if (!ownGil)
            return;
        if (!s_turn.Wait(s_turnPatience))
            return; // another end is stuck: this interpreter is left as it is
        Retake();
        _api.Py_EndInterpreter(_threadState);
        s_turn.Release();
    }

    /// <summary>
    /// Raises <paramref name="exception"/> in the interpreter's thread at its next bytecode, if <paramref name="stillWanted"/> holds
    /// once the GIL is taken. Runs on a thread of its own, which waits for as long as C code holds the GIL. False when closed.
    /// </summary>
    public bool TryInterrupt(nint exception, Func<bool> stillWanted)
    {
        lock (_closing)
        {
            if (_closed)
                return false;
            _visitors++;
        }
        var visitor = _api.PyThreadState_New(_interpreter);
        _api.PyEval_RestoreThread(visitor);
        if (stillWanted())
            _api.PyThreadState_SetAsyncExc(_threadIdent, exception);
        _api.PyThreadState_Clear(visitor);
        _api.PyThreadState_DeleteCurrent();
        Interlocked.Decrement(ref _visitors);
        return true;
    }

    /// <summary>Takes back an interrupt that came too late. Holding the GIL, so that none can follow once the call is over.</summary>
    public void ForgetInterrupt() => _api.PyThreadState_SetAsyncExc(_threadIdent, 0);

    private string? OpenMain()
    {
        _threadState = runtime.MainThreadState;
        _api.PyEval_RestoreThread(_threadState);
        return null;
    }

    private string? OpenOwn()
    {
        // The main interpreter's GIL is free: nothing else ever runs there. It is needed to make another interpreter.
        var main = _api.PyThreadState_New(_api.PyInterpreterState_Main());
        _api.PyEval_RestoreThread(main);
        nint made = 0;
        var config = PyInterpreterConfig.Isolated;
        var failure = _api.Py_NewInterpreterFromConfig(&made, &config).Failure;
        if (failure is null)
            _api.PyThreadState_Swap(main);
        _api.PyThreadState_Clear(main);
        _api.PyThreadState_DeleteCurrent();
        if (failure is not null)
            return $"An interpreter with its own GIL could not be made: {failure}";
        _threadState = made;
        _api.PyEval_RestoreThread(made);
        return null;
    }
}
