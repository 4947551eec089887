using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using AuthDemo.PythonHost.Embedded.Native;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>
/// What Python may call in .NET. Each function is bound to the number of its interpreter, so that it also works from threads that
/// Python code started. The caller holds that interpreter's GIL. No exception may leave: it would end the process.
/// </summary>
internal static unsafe class HostFunctions
{
    private static readonly ConcurrentDictionary<long, Registration> s_registrations = new();
    private static long s_lastNumber;

    private static readonly PyMethodDef* s_writeDefinition = Define("write", &Write);
    private static readonly PyMethodDef* s_contextDefinition = Define("context", &Context);

    private static readonly PyMethodDef* s_askDefinition = Define("ask", &Ask);
    private static readonly PyMethodDef* s_progressDefinition = Define("progress", &Progress);

    /// <summary>The number of an interpreter whose functions reach these callbacks.</summary>
    public static long Register(LibPython api, IHostCallbacks callbacks)
    {
        var number = Interlocked.Increment(ref s_lastNumber);
        s_registrations[number] = new Registration(api, callbacks);
        return number;
    }

    public static void Unregister(long number) => s_registrations.TryRemove(number, out _);

    /// <summary>A new reference to <c>write(level, source, text)</c>.</summary>
    public static nint MakeWrite(LibPython api, long number) => Make(api, s_writeDefinition, number);

    /// <summary>A new reference to <c>context() -> (call id, traceparent)</c>.</summary>
    public static nint MakeContext(LibPython api, long number) => Make(api, s_contextDefinition, number);

    /// <summary>A new reference to <c>ask(name, bytes) -> bytes</c>: 1 and the result, or 0 and why there is none.</summary>
    public static nint MakeAsk(LibPython api, long number) => Make(api, s_askDefinition, number);

    /// <summary>A new reference to <c>progress(bytes)</c>.</summary>
    public static nint MakeProgress(LibPython api, long number) => Make(api, s_progressDefinition, number);

    private static nint Make(LibPython api, PyMethodDef* definition, long number)
    {
        using var self = new OwnedRef(api, api.PyLong_FromLongLong(number));
        return api.PyCFunction_NewEx(definition, self.Pointer, 0);
    }

    private static PyMethodDef* Define(string name, delegate* unmanaged<nint, nint*, nint, nint> function)
    {
        var definition = (PyMethodDef*)NativeMemory.AllocZeroed((nuint)sizeof(PyMethodDef));
        definition->Name = (byte*)Marshal.StringToCoTaskMemUTF8(name);
        definition->Function = function;
        definition->Flags = PyMethodDef.FastCall;
        return definition;
    }

    [UnmanagedCallersOnly]
    private static nint Write(nint self, nint* arguments, nint count)
    {
        if (Find(self) is not var (api, callbacks))
            return 0;
        return Guarded(api, count, 3, () =>
        {
            callbacks.Write((int)api.PyLong_AsLongLong(arguments[0]), api.TextOf(arguments[1]) ?? "?", api.TextOf(arguments[2]) ?? "(text with lone surrogates)");
            api.Py_IncRef(api.None);
            return api.None;
        });
    }

    [UnmanagedCallersOnly]
    private static nint Context(nint self, nint* arguments, nint count)
    {
        if (Find(self) is not var (api, callbacks))
            return 0;
        return Guarded(api, count, 0, () =>
        {
            var (id, traceparent) = callbacks.Context;
            var tuple = api.PyTuple_New(2);
            api.PyTuple_SetItem(tuple, 0, api.PyLong_FromLongLong(id));
            api.PyTuple_SetItem(tuple, 1, api.Text(traceparent));
            return tuple;
        });
    }

    [UnmanagedCallersOnly]
    private static nint Ask(nint self, nint* arguments, nint count)
    {
        if (Find(self) is not var (api, callbacks))
            return 0;
        return Guarded(api, count, 2, () =>
        {
            var name = api.TextOf(arguments[0]) ?? "?";
            api.TryBytes(arguments[1], out var payload);
            var copy = payload.ToArray(); // the callback may wait while Python goes on elsewhere
            var threadState = api.PyEval_SaveThread();
            byte[] result;
            try
            {
                result = callbacks.Ask(name, copy);
            }
            finally
            {
                api.PyEval_RestoreThread(threadState);
            }
            return api.Bytes(result);
        });
    }

    [UnmanagedCallersOnly]
    private static nint Progress(nint self, nint* arguments, nint count)
    {
        if (Find(self) is not var (api, callbacks))
            return 0;
        return Guarded(api, count, 1, () =>
        {
            if (api.TryBytes(arguments[0], out var message))
                callbacks.ReportProgress(message);
            api.Py_IncRef(api.None);
            return api.None;
        });
    }

    private static Registration? Find(nint self) =>
        PythonRuntime.Current is { } runtime && s_registrations.TryGetValue(runtime.Api.PyLong_AsLongLong(self), out var registration) ? registration : null;

    private static nint Guarded(LibPython api, nint count, int expected, Func<nint> body)
    {
        try
        {
            if (count == expected)
                return body();
            Raise(api, FormattableString.Invariant($"{expected} arguments expected, {count} given"));
        }
        catch (Exception e) // a logger or a handler failed; Python gets an exception, and the process does not end
        {
            Raise(api, $"the host failed: {e.GetType().Name}");
        }
        return 0;
    }

    private static void Raise(LibPython api, string message)
    {
        fixed (byte* text = PyObjects.Utf8(message))
            api.PyErr_SetString(api.RuntimeError, text);
    }

    private sealed record Registration(LibPython Api, IHostCallbacks Callbacks);
}
