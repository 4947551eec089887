using System.Runtime.InteropServices;

namespace AuthDemo.PythonHost.Workers;

/// <summary>Sleeps for less than the millisecond that <see cref="Thread.Sleep(int)"/> takes at least.</summary>
internal static partial class ShortSleep
{
    public static void Microseconds(uint microseconds) => _ = Sleep(microseconds);

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int Sleep(uint microseconds);
}
