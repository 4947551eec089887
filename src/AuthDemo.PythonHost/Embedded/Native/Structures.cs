using System.Runtime.InteropServices;

namespace AuthDemo.PythonHost.Embedded.Native;

/// <summary><c>PyStatus</c> of <c>cpython/initconfig.h</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct PyStatus
{
    private readonly int _type; // 0 ok, 1 error, 2 exit
    private readonly nint _function;
    private readonly nint _message;
    private readonly int _exitCode;

    /// <summary>What went wrong, or null.</summary>
    public string? Failure => _type switch
    {
        0 => null,
        1 => $"{Marshal.PtrToStringUTF8(_message) ?? "no message"} (in {Marshal.PtrToStringUTF8(_function) ?? "?"})",
        _ => $"Python asked to exit with code {_exitCode}",
    };
}

/// <summary><c>PyInterpreterConfig</c> of <c>cpython/pylifecycle.h</c>, the same in 3.12 and 3.13.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PyInterpreterConfig
{
    public int UseMainObmalloc;
    public int AllowFork;
    public int AllowExec;
    public int AllowThreads;
    public int AllowDaemonThreads;
    public int CheckMultiInterpExtensions;
    public int Gil;

    /// <summary>Shares nothing: own allocator, own GIL, no fork, no exec, only extensions that support it.</summary>
    public static PyInterpreterConfig Isolated => new() { AllowThreads = 1, CheckMultiInterpExtensions = 1, Gil = 2 };
}

/// <summary><c>PyMethodDef</c>; must stay where it is for as long as a function made from it lives.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PyMethodDef
{
    public byte* Name;
    public delegate* unmanaged<nint, nint*, nint, nint> Function;
    public int Flags;
    public byte* Documentation;

    /// <summary>Arguments come as a C array and a count.</summary>
    public const int FastCall = 0x80;
}
