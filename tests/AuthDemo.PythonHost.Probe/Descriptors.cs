using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AuthDemo.PythonHost.Probe;

/// <summary>Descriptors of this process.</summary>
internal static partial class Descriptors
{
    /// <summary>Keeps what descriptor 1 is now for the messages, and lets 1 be what 2 is.</summary>
    public static Stream TakeStandardOutput()
    {
        var messages = Duplicate(1);
        _ = DuplicateTo(2, 1);
        return new FileStream(new SafeFileHandle(messages, ownsHandle: true), FileAccess.Write, bufferSize: 0);
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int DuplicateTo(int descriptor, int target);
}
