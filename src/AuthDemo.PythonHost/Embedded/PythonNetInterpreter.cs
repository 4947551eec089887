namespace AuthDemo.PythonHost.Embedded;

/// <summary>
/// The main interpreter of this process, on Python's main thread, driven through pythonnet. It is taken from the runtime, and given back
/// as it is. The thread keeps the GIL from call to call: taking it through <c>Py.GIL()</c> for each costs three times a small call.
/// </summary>
internal sealed unsafe class PythonNetInterpreter(PythonRuntime runtime, HostedCodeSettings settings) : NativeInterpreter(runtime)
{
    public override void StartThread(string name, Action work) => Runtime.OnMainThread(work);

    protected override string? TakeInterpreter()
    {
        ThreadState = Runtime.MainThreadState;
        Retake();
        return null;
    }

    protected override (IHostedCode? Code, string? Failure) Boot(long number) => PythonNetCode.Boot(Runtime, number, settings);

    protected override void GiveBack(bool opened) => Runtime.GiveBackMain();
}
