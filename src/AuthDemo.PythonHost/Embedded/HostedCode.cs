using System.Text.Json;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Embedded.Native;
using AuthDemo.PythonHost.Errors;
using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>
/// The Python code of one interpreter: the boundary's functions and the functions called so far. Everything here runs on the
/// interpreter's thread, under its GIL.
/// </summary>
internal sealed unsafe class HostedCode : IHostedCode
{
    private const string BootModule = "authdemo_host.embedded";

    private readonly LibPython _api;
    private readonly int _maxMessageBytes;
    private readonly Dictionary<string, nint> _functions = new(StringComparer.Ordinal);
    private readonly nint _resolve;
    private readonly nint _describe;

    private HostedCode(LibPython api, int maxMessageBytes, nint booted)
    {
        (_api, _maxMessageBytes) = (api, maxMessageBytes);
        (_resolve, _describe, CallInterrupted) = (Item(0), Item(1), Item(2));

        nint Item(int index)
        {
            var item = api.PyTuple_GetItem(booted, index);
            api.Py_IncRef(item);
            return item;
        }
    }

    /// <summary>The exception type that interrupts a call.</summary>
    public nint CallInterrupted { get; }

    /// <summary>Imports the host's Python half and the modules to serve; or what went wrong, as Python reports it.</summary>
    public static (HostedCode? Code, string? Failure) Boot(LibPython api, long number, HostedCodeSettings settings)
    {
        fixed (byte* path = PyObjects.Utf8("path"))
        {
            using var folder = new OwnedRef(api, api.Text(PythonFolder.Path));
            api.PyList_Insert(api.PySys_GetObject(path), 0, folder.Pointer);
        }
        using var module = new OwnedRef(api, api.Import(BootModule));
        if (module.IsNull)
            return (null, $"The host's own Python files in {PythonFolder.Path} could not be imported: {api.PlainError()}");
        using var boot = new OwnedRef(api, api.Attribute(module.Pointer, "boot"));
        using var booted = new OwnedRef(api, api.Call(boot.Pointer,
            api.Text(settings.Json), HostFunctions.MakeWrite(api, number), HostFunctions.MakeContext(api, number),
            HostFunctions.MakeAsk(api, number), HostFunctions.MakeProgress(api, number)));
        return booted.IsNull ? (null, BootFailure(api)) : (new HostedCode(api, settings.MaxMessageBytes, booted.Pointer), null);
    }

    /// <summary>Calls the function with the payload. A new reference to what it returned; 0 with the exception set.</summary>
    public nint Invoke(string function, ReadOnlySpan<byte> payload)
    {
        if (!_functions.TryGetValue(function, out var callable))
        {
            callable = _api.Call(_resolve, _api.Text(function));
            if (callable == 0)
                return 0;
            _functions.Add(function, callable);
        }
        using var argument = new OwnedRef(_api, _api.Bytes(payload));
        return argument.IsNull ? 0 : _api.PyObject_CallOneArg(callable, argument.Pointer);
    }

    /// <summary>The outcome of <see cref="Invoke"/>; takes over the reference. Nobody reads that of an interrupted call.</summary>
    public PythonReply Conclude(nint result, bool interrupted)
    {
        if (result == 0)
        {
            using var error = new OwnedRef(_api, _api.TakeException());
            return interrupted ? new PythonReply.TimedOutRunning(TimeSpan.Zero) : new PythonReply.Raised(Describe(error.Pointer));
        }
        using var owned = new OwnedRef(_api, result);
        if (!_api.TryBytes(result, out var content))
            return new PythonReply.ProtocolBroken($"The function returned {_api.TypeName(result)}; a hosted function returns bytes.");
        return content.Length > _maxMessageBytes
            ? PayloadLimit.Exceeded("reply", content.Length, _maxMessageBytes)
            : new PythonReply.Returned(content.ToArray());
    }

    public void Dispose()
    {
        foreach (var function in _functions.Values)
            _api.Py_DecRef(function);
        foreach (var item in (ReadOnlySpan<nint>)[_resolve, _describe, CallInterrupted])
            _api.Py_DecRef(item);
    }

    private PythonError Describe(nint error) => Describe(_api, _describe, error);

    private static PythonError Describe(LibPython api, nint describe, nint error)
    {
        using var json = new OwnedRef(api, api.PyObject_CallOneArg(describe, error));
        if (!json.IsNull && api.TryBytes(json.Pointer, out var content))
            return ErrorJson.Read(content);
        return new PythonError(api.TypeName(error), $"(the exception could not be described: {api.PlainError()})", [], null, []);
    }

    private static string BootFailure(LibPython api)
    {
        using var error = new OwnedRef(api, api.TakeException());
        using var boundary = new OwnedRef(api, api.Import("authdemo_host.boundary"));
        using var describe = new OwnedRef(api, api.Attribute(boundary.Pointer, "describe"));
        return StartFailures.Import(Describe(api, describe.Pointer, error.Pointer));
    }
}

/// <summary>What the host's Python half gets at its start, as JSON, and the largest payload.</summary>
internal sealed record HostedCodeSettings(string Json, int MaxMessageBytes)
{
    /// <param name="options">Of the host.</param>
    /// <param name="searchPaths">Absolute.</param>
    /// <param name="allowClr">Whether hosted code may use .NET types; null where there are none.</param>
    public static HostedCodeSettings Make(PythonHostOptions options, IReadOnlyList<string> searchPaths, bool? allowClr) => new(
        JsonSerializer.Serialize(new { search_paths = searchPaths, preload = options.Preload, write_bytecode = options.WatchFiles is not true, allow_clr = allowClr }),
        options.MaxMessageBytes);
}
