using System.Runtime.InteropServices;

namespace AuthDemo.PythonHost.Workers;

/// <summary>How often the kernel took the core from the current thread, because it waited or although it wanted to go on. Linux; else never.</summary>
internal readonly partial record struct ThreadSwitches(long Waited, long Interrupted)
{
    private const int OfThisThread = 1; // RUSAGE_THREAD

    public static ThreadSwitches Now =>
        OperatingSystem.IsLinux() && GetUsage(OfThisThread, out var usage) == 0 ? new(usage.Voluntary, usage.Involuntary) : default;

    /// <summary>The thread was only interrupted since then: the time that passed says nothing about what it did.</summary>
    public bool OnlyInterruptedSince(ThreadSwitches then) => Interrupted > then.Interrupted && Waited == then.Waited;

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, out Usage usage);

    /// <summary><c>struct rusage</c> where <c>long</c> has 64 bits.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 18 * sizeof(long))]
    private struct Usage
    {
        [FieldOffset(16 * sizeof(long))] public long Voluntary;
        [FieldOffset(17 * sizeof(long))] public long Involuntary;
    }
}
