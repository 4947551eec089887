using AuthDemo.PythonHost.Embedded.Native;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>An interpreter with its own GIL, beside others in this process. Python 3.12 or newer.</summary>
internal sealed unsafe class OwnGilInterpreter(PythonRuntime runtime, HostedCodeSettings settings) : NativeInterpreter(runtime)
{
    public override void StartThread(string name, Action work) =>
        new Thread(() => work(), PythonRuntime.StackBytes) { IsBackground = true, Name = name }.Start();

    protected override string? TakeInterpreter()
    {
        // The main interpreter's GIL is free: nothing else ever runs there. It is needed to make another interpreter.
        var main = Api.PyThreadState_New(Api.PyInterpreterState_Main());
        Api.PyEval_RestoreThread(main);
        nint made = 0;
        var config = PyInterpreterConfig.Isolated;
        var failure = Api.Py_NewInterpreterFromConfig(&made, &config).Failure;
        if (failure is null)
            Api.PyThreadState_Swap(main);
        Api.PyThreadState_Clear(main);
        Api.PyThreadState_DeleteCurrent();
        if (failure is not null)
            return $"An interpreter with its own GIL could not be made: {failure}";
        ThreadState = made;
        Api.PyEval_RestoreThread(made);
        return null;
    }

    protected override (IHostedCode? Code, string? Failure) Boot(long number) => HostedCode.Boot(Api, number, settings);

    /// <summary>When another end is stuck, this interpreter is left as it is.</summary>
    protected override void GiveBack(bool opened)
    {
        if (!opened)
            return;
        InTurn(() =>
        {
            Retake();
            Api.Py_EndInterpreter(ThreadState);
        });
    }
}
