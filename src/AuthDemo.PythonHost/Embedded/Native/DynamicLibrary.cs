using System.Runtime.InteropServices;

namespace AuthDemo.PythonHost.Embedded.Native;

/// <summary>
/// Loads libpython so that its symbols are global: extension modules resolve <c>PyFloat_Type</c> and the like against the process.
/// <see cref="NativeLibrary.Load(string)"/> opens libraries with local symbols, and the first C extension then fails to load.
/// </summary>
internal static partial class DynamicLibrary
{
    private const int ResolveNow = 2;
    private static readonly int s_global = OperatingSystem.IsMacOS() ? 8 : 0x100;

    /// <summary>The handle; throws <see cref="DllNotFoundException"/> with the loader's own message.</summary>
    public static nint OpenGlobal(string path)
    {
        if (OperatingSystem.IsWindows())
            return NativeLibrary.Load(path); // all symbols of a DLL are global there
        var handle = Open(path, ResolveNow | s_global);
        return handle != 0 ? handle : NativeLibrary.Load(path); // fails as well, but says why
    }

    [LibraryImport("libc", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string path, int flags);
}
