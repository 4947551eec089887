using System.Runtime.InteropServices;

namespace AuthDemo.PythonHost.Embedded.Native;

/// <summary>
/// The functions of libpython this host uses, by address: one managed assembly then serves every Python version. Names are CPython's.
/// Everything but the initialisation and thread state functions needs the GIL of the current interpreter.
/// </summary>
internal sealed unsafe class LibPython
{
    // Initialisation, no GIL.
    public readonly delegate* unmanaged<void*, void> PyPreConfig_InitIsolatedConfig;
    public readonly delegate* unmanaged<void*, PyStatus> Py_PreInitialize;
    public readonly delegate* unmanaged<void*, void> PyConfig_InitIsolatedConfig;
    public readonly delegate* unmanaged<void*, PyStatus> Py_InitializeFromConfig;
    public readonly delegate* unmanaged<void*, void> PyConfig_Clear;
    public readonly delegate* unmanaged<nint, void> Py_SetProgramName;

    // Thread states and interpreters.
    public readonly delegate* unmanaged<nint> PyEval_SaveThread;
    public readonly delegate* unmanaged<nint, void> PyEval_RestoreThread;
    public readonly delegate* unmanaged<nint, nint> PyThreadState_New;
    public readonly delegate* unmanaged<nint, nint> PyThreadState_Swap;
    public readonly delegate* unmanaged<nint, void> PyThreadState_Clear;
    public readonly delegate* unmanaged<void> PyThreadState_DeleteCurrent;
    public readonly delegate* unmanaged<nint, nint> PyThreadState_GetInterpreter;
    public readonly delegate* unmanaged<nint> PyInterpreterState_Main;
    public readonly delegate* unmanaged<nuint> PyThread_get_thread_ident;
    public readonly delegate* unmanaged<nuint, nint, int> PyThreadState_SetAsyncExc;
    public readonly delegate* unmanaged<nint*, PyInterpreterConfig*, PyStatus> Py_NewInterpreterFromConfig; // 3.12
    public readonly delegate* unmanaged<nint, void> Py_EndInterpreter;

    // Objects.
    public readonly delegate* unmanaged<nint, void> Py_IncRef;
    public readonly delegate* unmanaged<nint, void> Py_DecRef;
    public readonly delegate* unmanaged<nint, nint, nint> PyObject_CallOneArg;
    public readonly delegate* unmanaged<nint, nint, nint, nint> PyObject_Call;
    public readonly delegate* unmanaged<nint, byte*, nint> PyObject_GetAttrString;
    public readonly delegate* unmanaged<byte*, nint> PyImport_ImportModule;
    public readonly delegate* unmanaged<byte*, nint> PySys_GetObject;
    public readonly delegate* unmanaged<nint, nint, nint, int> PyList_Insert;
    public readonly delegate* unmanaged<nint, nint> PyTuple_New;
    public readonly delegate* unmanaged<nint, nint, nint, int> PyTuple_SetItem;
    public readonly delegate* unmanaged<nint, nint, nint> PyTuple_GetItem; // borrowed
    public readonly delegate* unmanaged<byte*, nint, nint> PyBytes_FromStringAndSize;
    public readonly delegate* unmanaged<nint, byte**, nint*, int> PyBytes_AsStringAndSize;
    public readonly delegate* unmanaged<byte*, nint, nint> PyUnicode_FromStringAndSize;
    public readonly delegate* unmanaged<nint, nint*, byte*> PyUnicode_AsUTF8AndSize;
    public readonly delegate* unmanaged<long, nint> PyLong_FromLongLong;
    public readonly delegate* unmanaged<nint, long> PyLong_AsLongLong;
    public readonly delegate* unmanaged<PyMethodDef*, nint, nint, nint> PyCFunction_NewEx;

    // Errors.
    public readonly delegate* unmanaged<void> PyErr_Clear;
    public readonly delegate* unmanaged<nint, byte*, void> PyErr_SetString;
    public readonly delegate* unmanaged<nint> PyErr_GetRaisedException; // 3.12
    public readonly delegate* unmanaged<nint*, nint*, nint*, void> PyErr_Fetch;
    public readonly delegate* unmanaged<nint*, nint*, nint*, void> PyErr_NormalizeException;
    public readonly delegate* unmanaged<nint, nint, int> PyException_SetTraceback;

    public readonly nint None;
    public readonly nint RuntimeError;

    /// <summary>Throws <see cref="EntryPointNotFoundException"/> when the library is not a libpython ≥ 3.11.</summary>
    public LibPython(nint library, bool subinterpreters)
    {
        nint Symbol(string name) => NativeLibrary.GetExport(library, name);

        PyPreConfig_InitIsolatedConfig = (delegate* unmanaged<void*, void>)Symbol("PyPreConfig_InitIsolatedConfig");
        Py_PreInitialize = (delegate* unmanaged<void*, PyStatus>)Symbol("Py_PreInitialize");
        PyConfig_InitIsolatedConfig = (delegate* unmanaged<void*, void>)Symbol("PyConfig_InitIsolatedConfig");
        Py_InitializeFromConfig = (delegate* unmanaged<void*, PyStatus>)Symbol("Py_InitializeFromConfig");
        PyConfig_Clear = (delegate* unmanaged<void*, void>)Symbol("PyConfig_Clear");
        Py_SetProgramName = (delegate* unmanaged<nint, void>)Symbol("Py_SetProgramName");

        PyEval_SaveThread = (delegate* unmanaged<nint>)Symbol("PyEval_SaveThread");
        PyEval_RestoreThread = (delegate* unmanaged<nint, void>)Symbol("PyEval_RestoreThread");
        PyThreadState_New = (delegate* unmanaged<nint, nint>)Symbol("PyThreadState_New");
        PyThreadState_Swap = (delegate* unmanaged<nint, nint>)Symbol("PyThreadState_Swap");
        PyThreadState_Clear = (delegate* unmanaged<nint, void>)Symbol("PyThreadState_Clear");
        PyThreadState_DeleteCurrent = (delegate* unmanaged<void>)Symbol("PyThreadState_DeleteCurrent");
        PyThreadState_GetInterpreter = (delegate* unmanaged<nint, nint>)Symbol("PyThreadState_GetInterpreter");
        PyInterpreterState_Main = (delegate* unmanaged<nint>)Symbol("PyInterpreterState_Main");
        PyThread_get_thread_ident = (delegate* unmanaged<nuint>)Symbol("PyThread_get_thread_ident");
        PyThreadState_SetAsyncExc = (delegate* unmanaged<nuint, nint, int>)Symbol("PyThreadState_SetAsyncExc");
        Py_EndInterpreter = (delegate* unmanaged<nint, void>)Symbol("Py_EndInterpreter");

        Py_IncRef = (delegate* unmanaged<nint, void>)Symbol("Py_IncRef");
        Py_DecRef = (delegate* unmanaged<nint, void>)Symbol("Py_DecRef");
        PyObject_CallOneArg = (delegate* unmanaged<nint, nint, nint>)Symbol("PyObject_CallOneArg");
        PyObject_Call = (delegate* unmanaged<nint, nint, nint, nint>)Symbol("PyObject_Call");
        PyObject_GetAttrString = (delegate* unmanaged<nint, byte*, nint>)Symbol("PyObject_GetAttrString");
        PyImport_ImportModule = (delegate* unmanaged<byte*, nint>)Symbol("PyImport_ImportModule");
        PySys_GetObject = (delegate* unmanaged<byte*, nint>)Symbol("PySys_GetObject");
        PyList_Insert = (delegate* unmanaged<nint, nint, nint, int>)Symbol("PyList_Insert");
        PyTuple_New = (delegate* unmanaged<nint, nint>)Symbol("PyTuple_New");
        PyTuple_SetItem = (delegate* unmanaged<nint, nint, nint, int>)Symbol("PyTuple_SetItem");
        PyTuple_GetItem = (delegate* unmanaged<nint, nint, nint>)Symbol("PyTuple_GetItem");
        PyBytes_FromStringAndSize = (delegate* unmanaged<byte*, nint, nint>)Symbol("PyBytes_FromStringAndSize");
        PyBytes_AsStringAndSize = (delegate* unmanaged<nint, byte**, nint*, int>)Symbol("PyBytes_AsStringAndSize");
        PyUnicode_FromStringAndSize = (delegate* unmanaged<byte*, nint, nint>)Symbol("PyUnicode_FromStringAndSize");
        PyUnicode_AsUTF8AndSize = (delegate* unmanaged<nint, nint*, byte*>)Symbol("PyUnicode_AsUTF8AndSize");
        PyLong_FromLongLong = (delegate* unmanaged<long, nint>)Symbol("PyLong_FromLongLong");
        PyLong_AsLongLong = (delegate* unmanaged<nint, long>)Symbol("PyLong_AsLongLong");
        PyCFunction_NewEx = (delegate* unmanaged<PyMethodDef*, nint, nint, nint>)Symbol("PyCFunction_NewEx");

        PyErr_Clear = (delegate* unmanaged<void>)Symbol("PyErr_Clear");
        PyErr_SetString = (delegate* unmanaged<nint, byte*, void>)Symbol("PyErr_SetString");
        None = Symbol("_Py_NoneStruct");
        RuntimeError = *(nint*)Symbol("PyExc_RuntimeError");

        if (subinterpreters)
        {
            Py_NewInterpreterFromConfig = (delegate* unmanaged<nint*, PyInterpreterConfig*, PyStatus>)Symbol("Py_NewInterpreterFromConfig");
            PyErr_GetRaisedException = (delegate* unmanaged<nint>)Symbol("PyErr_GetRaisedException");
        }
        else
        {
            PyErr_Fetch = (delegate* unmanaged<nint*, nint*, nint*, void>)Symbol("PyErr_Fetch");
            PyErr_NormalizeException = (delegate* unmanaged<nint*, nint*, nint*, void>)Symbol("PyErr_NormalizeException");
            PyException_SetTraceback = (delegate* unmanaged<nint, nint, int>)Symbol("PyException_SetTraceback");
        }
    }
}
