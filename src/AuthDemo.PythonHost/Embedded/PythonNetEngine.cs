using System.Reflection;
using AuthDemo.PythonHost.Locating;
using Python.Runtime;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>
/// pythonnet in this process: it takes over the interpreter that <see cref="PythonRuntime"/> initialised, so Python stays isolated, in UTF-8
/// mode and without signal handlers. It is never shut down.
/// </summary>
internal static class PythonNetEngine
{
    private static bool s_initialised;

    /// <summary>Called on Python's main thread with the GIL; what went wrong, or null.</summary>
    public static string? Initialise(PythonDescription python)
    {
        if (s_initialised)
            return null;
        try
        {
            Runtime.PythonDLL = python.Library;
            PythonEngine.Initialize(setSysArgv: false, initSigs: false);
            KeepOutOfTheProcessExit();
            s_initialised = true;
            return null;
        }
        catch (Exception e) // whatever pythonnet throws for a Python that it does not support
        {
            return $"pythonnet could not take over Python {python.Number}: {e.GetType().Name}: {e.Message}. Set Python:Pattern to Interpreters or Workers.";
        }
    }

    /// <summary>
    /// pythonnet shuts down when the process exits, and waits for the GIL: for ever when a call that does not return holds it. The end of
    /// the process releases everything anyway.
    /// </summary>
    private static void KeepOutOfTheProcessExit()
    {
        var handler = typeof(PythonEngine).GetMethod("OnProcessExit", BindingFlags.Static | BindingFlags.NonPublic)
            ?? throw new MissingMethodException(nameof(PythonEngine), "OnProcessExit");
        AppDomain.CurrentDomain.ProcessExit -= handler.CreateDelegate<EventHandler>();
    }
}
