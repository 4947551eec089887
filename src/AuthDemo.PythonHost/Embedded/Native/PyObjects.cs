using System.Text;

namespace AuthDemo.PythonHost.Embedded.Native;

/// <summary>Conversions between .NET and Python values. The caller holds the GIL.</summary>
internal static unsafe class PyObjects
{
    /// <summary>A new reference to <c>bytes</c>; null with MemoryError set.</summary>
    public static nint Bytes(this LibPython api, ReadOnlySpan<byte> value)
    {
        fixed (byte* first = value)
            return api.PyBytes_FromStringAndSize(first, value.Length);
    }

    /// <summary>A new reference to <c>str</c>.</summary>
    public static nint Text(this LibPython api, string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        fixed (byte* first = utf8)
            return api.PyUnicode_FromStringAndSize(first, utf8.Length);
    }

    /// <summary>The content of <c>bytes</c>, valid while the object lives; false, with the exception cleared, for any other type.</summary>
    public static bool TryBytes(this LibPython api, nint value, out ReadOnlySpan<byte> content)
    {
        byte* first;
        nint length;
        if (api.PyBytes_AsStringAndSize(value, &first, &length) == 0)
        {
            content = new ReadOnlySpan<byte>(first, checked((int)length));
            return true;
        }
        api.PyErr_Clear();
        content = default;
        return false;
    }

    /// <summary>The text of a <c>str</c>; null, with the exception cleared, when it is none or holds lone surrogates.</summary>
    public static string? TextOf(this LibPython api, nint value)
    {
        nint length;
        var first = api.PyUnicode_AsUTF8AndSize(value, &length);
        if (first != null)
            return Encoding.UTF8.GetString(first, checked((int)length));
        api.PyErr_Clear();
        return null;
    }

    /// <summary>A new reference to a module; null with the exception set.</summary>
    public static nint Import(this LibPython api, string module)
    {
        fixed (byte* name = Utf8(module))
            return api.PyImport_ImportModule(name);
    }

    /// <summary>A new reference to an attribute; null with the exception set.</summary>
    public static nint Attribute(this LibPython api, nint value, string name)
    {
        fixed (byte* utf8 = Utf8(name))
            return api.PyObject_GetAttrString(value, utf8);
    }

    /// <summary>Calls with positional arguments, whose references it takes over.</summary>
    public static nint Call(this LibPython api, nint function, params ReadOnlySpan<nint> arguments)
    {
        using var tuple = new OwnedRef(api, api.PyTuple_New(arguments.Length));
        for (var i = 0; i < arguments.Length; i++)
            api.PyTuple_SetItem(tuple.Pointer, i, arguments[i]);
        return api.PyObject_Call(function, tuple.Pointer, 0);
    }

    /// <summary>Takes the exception that is set, as a new reference; null when none is.</summary>
    public static nint TakeException(this LibPython api)
    {
        if (api.PyErr_GetRaisedException != null)
            return api.PyErr_GetRaisedException();
        nint type, value, traceback;
        api.PyErr_Fetch(&type, &value, &traceback);
        if (type == 0)
            return 0;
        api.PyErr_NormalizeException(&type, &value, &traceback);
        if (traceback != 0)
        {
            api.PyException_SetTraceback(value, traceback);
            api.Py_DecRef(traceback);
        }
        api.Py_DecRef(type);
        return value;
    }

    /// <summary>The name of a value's type, as <c>type(value).__name__</c>.</summary>
    public static string TypeName(this LibPython api, nint value)
    {
        using var type = new OwnedRef(api, api.Attribute(value, "__class__"));
        using var name = new OwnedRef(api, type.IsNull ? 0 : api.Attribute(type.Pointer, "__name__"));
        if (!name.IsNull)
            return api.TextOf(name.Pointer) ?? "?";
        api.PyErr_Clear();
        return "?";
    }

    /// <summary>Takes the exception that is set and tells its type only; for failures of the host's own Python code.</summary>
    public static string PlainError(this LibPython api)
    {
        using var error = new OwnedRef(api, api.TakeException());
        return error.IsNull ? "no exception" : api.TypeName(error.Pointer);
    }

    /// <summary>Zero-terminated UTF-8.</summary>
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
