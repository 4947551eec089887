namespace AuthDemo.PythonHost.Embedded.Native;

/// <summary>
/// A reference this scope owns: released at the end of the scope, on the thread and under the GIL it was made. A <c>ref struct</c>,
/// so it can neither be kept nor reach another thread. Null means that a Python exception is set.
/// </summary>
internal readonly unsafe ref struct OwnedRef(LibPython api, nint pointer)
{
    private readonly LibPython _api = api;

    public nint Pointer { get; } = pointer;

    public bool IsNull => Pointer == 0;

    public void Dispose()
    {
        if (Pointer != 0)
            _api.Py_DecRef(Pointer);
    }
}
