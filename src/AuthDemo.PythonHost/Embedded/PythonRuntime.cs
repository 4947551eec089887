using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using AuthDemo.PythonHost.Embedded.Native;
using AuthDemo.PythonHost.Locating;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>
/// CPython in this process: loaded and initialised once, never finalised. One thread initialises it and is Python's main thread for
/// good; it either waits for ever, while own-GIL interpreters do the work and only borrow the main interpreter to be made, or it
/// runs the one interpreter there is. Py_FinalizeEx is never called: with threads or interpreters left it hangs or aborts,
/// depending on the version, and the end of the process releases everything anyway.
/// </summary>
internal sealed unsafe class PythonRuntime
{
    /// <summary>Python 3.13 needs more than 1 MiB for deep C recursion; macOS and musl give threads much less.</summary>
    public const int StackBytes = 16 * 1024 * 1024;

    /// <summary>Why a host is refused. New interpreters are made with the main interpreter's GIL, which calls of pythonnet would hold.</summary>
    public const string OneOfTheTwo =
        "A process can run either Python:Pattern Interpreters or PythonNet, and a host of this process runs the other one; use one of them for both, or start another process.";

    private static readonly Lock s_once = new();
    private static PythonRuntime? s_current;
    private static string? s_failure;

    private readonly BlockingCollection<Action> _forMain = [];
    private nint _mainThreadState;
    private readonly Lock _uses = new();
    private bool _mainTaken;
    private int _interpreterUsers;

    private PythonRuntime(PythonDescription python, LibPython api) => (Python, Api) = (python, api);

    public PythonDescription Python { get; }

    public LibPython Api { get; }

    /// <summary>The runtime, once there is one.</summary>
    public static PythonRuntime? Current => Volatile.Read(ref s_current);

    public bool SupportsOwnGil => OwnGilIn(Python);

    /// <summary>The thread state of the main thread, for work posted by <see cref="OnMainThread"/>.</summary>
    public nint MainThreadState => _mainThreadState;

    /// <summary>The runtime of this process, or why there is none. A second, different Python is refused: a process holds one.</summary>
    public static (PythonRuntime? Runtime, string Failure) Get(PythonDescription python)
    {
        lock (s_once)
        {
            if (s_failure is not null)
                return (null, s_failure);
            if (s_current is null)
                return Start(python);
            return s_current.Python.Library == python.Library && s_current.Python.Executable == python.Executable
                ? (s_current, "")
                : (null, $"This process already runs Python {s_current.Python.Number} ({s_current.Python.Executable}); a process holds one. Start another process for {python.Executable}.");
        }
    }

    private static bool OwnGilIn(PythonDescription python) => python.Number >= new Version(3, 12);

    private static (PythonRuntime?, string) Start(PythonDescription python)
    {
        try
        {
            var library = DynamicLibrary.OpenGlobal(python.Library!);
            var runtime = new PythonRuntime(python, new LibPython(library, OwnGilIn(python)));
            using var ready = new ManualResetEventSlim();
            new Thread(() => runtime.Main(ready), StackBytes) { IsBackground = true, Name = "python-main" }.Start();
            ready.Wait();
            if (s_failure is not null)
                return (null, s_failure);
            s_current = runtime;
            return (runtime, "");
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            return (null, $"The shared library of Python {python.Number}, {python.Library}, could not be loaded: {e.Message}");
        }
    }

    /// <summary>Takes the main interpreter for a host of its own; why it cannot be had, or null.</summary>
    public string? TryTakeMain()
    {
        lock (_uses)
        {
            if (_interpreterUsers > 0)
                return OneOfTheTwo;
            if (_mainTaken)
                return "The main interpreter of this process is in use by another host, or was lost to a call that never returned; start a fresh process.";
            _mainTaken = true;
            return null;
        }
    }

    public void GiveBackMain()
    {
        lock (_uses)
            _mainTaken = false;
    }

    /// <summary>A host is about to make interpreters of its own; false while another host uses the main interpreter, which must make them.</summary>
    public bool TryReserveInterpreters()
    {
        lock (_uses)
        {
            if (_mainTaken)
                return false;
            _interpreterUsers++;
            return true;
        }
    }

    public void ReleaseInterpreters()
    {
        lock (_uses)
            _interpreterUsers--;
    }

    /// <summary>Runs work on Python's main thread, one piece after the other. The work takes and releases the GIL itself.</summary>
    public void OnMainThread(Action work) => _forMain.Add(work);

    private void Main(ManualResetEventSlim ready)
    {
        var failure = Initialise();
        if (failure is null)
            _mainThreadState = Api.PyEval_SaveThread();
        else
            s_failure = $"Python {Python.Number} could not be initialised: {failure}";
        ready.Set();
        if (failure is not null)
            return;
        foreach (var work in _forMain.GetConsumingEnumerable())
            work();
    }

    /// <summary>
    /// Isolated: no PYTHON* variables, no user site, no signal handlers, no current folder on sys.path. The program's name alone
    /// decides home, sys.path and the virtual environment. UTF-8 mode is set in the pre-configuration: an isolated Python leaves the
    /// locale alone, and file names and text files would be ASCII.
    /// </summary>
    private string? Initialise()
    {
        const int Utf8ModeOffset = 7 * sizeof(int); // parse_argv … coerce_c_locale_warn come first; Windows has one more
        const int LargestConfig = 4096;
        var memory = stackalloc byte[LargestConfig];

        var preConfig = memory;
        new Span<byte>(memory, LargestConfig).Clear();
        Api.PyPreConfig_InitIsolatedConfig(preConfig);
        *(int*)(preConfig + Utf8ModeOffset + (OperatingSystem.IsWindows() ? sizeof(int) : 0)) = 1;
        if (Api.Py_PreInitialize(preConfig).Failure is { } refused)
            return refused;

        Api.Py_SetProgramName(WideString(Python.Executable)); // kept by Python for good

        new Span<byte>(memory, LargestConfig).Clear();
        Api.PyConfig_InitIsolatedConfig(memory);
        var status = Api.Py_InitializeFromConfig(memory);
        Api.PyConfig_Clear(memory);
        return status.Failure;
    }

    /// <summary>A zero-terminated <c>wchar_t*</c> that is never freed.</summary>
    private static nint WideString(string text)
    {
        if (OperatingSystem.IsWindows())
            return Marshal.StringToHGlobalUni(text);
        var runes = text.EnumerateRunes().Select(rune => rune.Value).Append(0).ToArray();
        var memory = Marshal.AllocHGlobal(runes.Length * sizeof(int));
        Marshal.Copy(runes, 0, memory, runes.Length);
        return memory;
    }
}
