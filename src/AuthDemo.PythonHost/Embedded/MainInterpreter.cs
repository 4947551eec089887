namespace AuthDemo.PythonHost.Embedded;

/// <summary>The main interpreter of this process, on Python's main thread. It is taken from the runtime, and given back as it is.</summary>
internal sealed unsafe class MainInterpreter(PythonRuntime runtime, HostedCodeSettings settings) : NativeInterpreter(runtime, settings)
{
    public override void StartThread(string name, Action work) => Runtime.OnMainThread(work);

    protected override string? TakeInterpreter()
    {
        ThreadState = Runtime.MainThreadState;
        Retake();
        return null;
    }

    protected override void GiveBack(bool opened) => Runtime.GiveBackMain();
}
