using System.Text;
using AuthDemo.PythonHost.Errors;
using AuthDemo.PythonHost.Queueing;
using Python.Runtime;

namespace AuthDemo.PythonHost.Embedded;

/// <summary>
/// Calls through pythonnet. Requests and replies are copied into two shared <c>bytearray</c>s, whose memory .NET holds for good; only a
/// function's number, a length and a result code are passed as objects. A payload larger than the buffers is passed in an object of its own.
/// The Python half is <c>authdemo_host/shared_buffers.py</c>.
/// </summary>
internal sealed unsafe class PythonNetCode : IHostedCode
{
    private const int BufferBytes = 256 * 1024;

    private readonly HostedCode _booted;
    private readonly int _maxMessageBytes;
    private readonly PyObject _call;
    private readonly PyObject _resolve;
    private readonly PyObject _reserve;
    private readonly PyObject _takeLarge;
    private readonly PyBuffer _inbox;
    private readonly PyBuffer _outbox;
    private readonly Dictionary<string, PyInt> _functions = new(StringComparer.Ordinal);
    private PythonError? _escaped;

    private PythonNetCode(HostedCode booted, HostedCodeSettings settings)
    {
        (_booted, _maxMessageBytes) = (booted, settings.MaxMessageBytes);
        using var module = Py.Import("authdemo_host.shared_buffers");
        using var size = new PyInt(BufferBytes);
        using var limit = new PyInt(settings.MaxMessageBytes);
        using var buffers = module.InvokeMethod("SharedBuffers", size, limit);
        using var inbox = buffers.GetAttr("inbox");
        using var outbox = buffers.GetAttr("outbox");
        (_inbox, _outbox) = (inbox.GetBuffer(PyBUF.SIMPLE | PyBUF.WRITABLE), outbox.GetBuffer(PyBUF.SIMPLE | PyBUF.WRITABLE));
        (_call, _resolve) = (buffers.GetAttr("call"), buffers.GetAttr("resolve"));
        (_reserve, _takeLarge) = (buffers.GetAttr("reserve"), buffers.GetAttr("take_large"));
    }

    public nint CallInterrupted => _booted.CallInterrupted;

    /// <summary>Lets pythonnet take over the interpreter and boots it; or what went wrong.</summary>
    public static (IHostedCode? Code, string? Failure) Boot(PythonRuntime runtime, long number, HostedCodeSettings settings)
    {
        if (PythonNetEngine.Initialise(runtime.Python) is { } refused)
            return (null, refused);
        var (booted, failure) = HostedCode.Boot(runtime.Api, number, settings);
        return booted is null ? (null, failure) : (new PythonNetCode(booted, settings), null);
    }

    /// <summary>A result code: see <see cref="ResultKind"/>.</summary>
    public nint Invoke(string function, ReadOnlySpan<byte> payload)
    {
        try
        {
            if (!_functions.TryGetValue(function, out var number))
            {
                var resolved = Resolve(function);
                if (ResultKind.Of(resolved) != ResultKind.Returned)
                    return resolved;
                _functions.Add(function, number = new PyInt(ResultKind.Length(resolved)));
            }
            Put(payload);
            using var length = new PyInt(payload.Length);
            using var result = _call.Invoke(number, length);
            return (nint)result.As<long>();
        }
        catch (PythonException e) // no memory for the request, or an interrupt outside the function
        {
            _escaped = new PythonError($"builtins.{e.Type.Name}", e.Message, [], null, []);
            return ResultKind.Escaped;
        }
    }

    public PythonReply Conclude(nint result, bool interrupted)
    {
        try
        {
            var length = ResultKind.Length(result);
            var content = ResultKind.Of(result) is ResultKind.Escaped or ResultKind.TooLarge ? []
                : ResultKind.IsLarge(result) ? TakeLarge() : new ReadOnlySpan<byte>((void*)_outbox.Buffer, length).ToArray();
            return interrupted ? new PythonReply.TimedOutRunning(TimeSpan.Zero) : ResultKind.Of(result) switch
            {
                ResultKind.Returned => new PythonReply.Returned(content),
                ResultKind.Raised => new PythonReply.Raised(ErrorJson.Read(content)),
                ResultKind.WrongType => new PythonReply.ProtocolBroken(Encoding.UTF8.GetString(content)),
                ResultKind.TooLarge => PayloadLimit.Exceeded("reply", length, _maxMessageBytes),
                _ => new PythonReply.Raised(_escaped!),
            };
        }
        catch (PythonException e)
        {
            return new PythonReply.Raised(new PythonError($"builtins.{e.Type.Name}", e.Message, [], null, []));
        }
    }

    public void Dispose()
    {
        _inbox.Dispose();
        _outbox.Dispose();
        foreach (var number in _functions.Values)
            number.Dispose();
        foreach (var function in (ReadOnlySpan<PyObject>)[_call, _resolve, _reserve, _takeLarge])
            function.Dispose();
        _booted.Dispose();
    }

    private nint Resolve(string function)
    {
        var name = Encoding.UTF8.GetBytes(function);
        Put(name);
        using var length = new PyInt(name.Length);
        using var result = _resolve.Invoke(length);
        return (nint)result.As<long>();
    }

    private void Put(ReadOnlySpan<byte> payload)
    {
        if (payload.Length <= BufferBytes)
        {
            payload.CopyTo(new Span<byte>((void*)_inbox.Buffer, BufferBytes));
            return;
        }
        using var length = new PyInt(payload.Length);
        using var large = _reserve.Invoke(length);
        using var buffer = large.GetBuffer(PyBUF.SIMPLE | PyBUF.WRITABLE);
        payload.CopyTo(new Span<byte>((void*)buffer.Buffer, payload.Length));
    }

    private byte[] TakeLarge()
    {
        using var large = _takeLarge.Invoke();
        using var buffer = large.GetBuffer(PyBUF.SIMPLE);
        return new ReadOnlySpan<byte>((void*)buffer.Buffer, checked((int)buffer.Length)).ToArray();
    }

    /// <summary>The lowest four bits of a result code; those above are a length, or a function's number. The same as in Python.</summary>
    private static class ResultKind
    {
        public const int Returned = 0;

        /// <summary>The content is the exception as JSON.</summary>
        public const int Raised = 1;

        /// <summary>The content says what is wrong with the result.</summary>
        public const int WrongType = 2;

        /// <summary>There is no content.</summary>
        public const int TooLarge = 3;

        /// <summary>The call itself failed. .NET's own: Python never returns it.</summary>
        public const int Escaped = 7;

        private const int Large = 8;

        public static int Of(nint result) => (int)result & 7;

        /// <summary>The content is not in the shared buffer.</summary>
        public static bool IsLarge(nint result) => (result & Large) != 0;

        public static int Length(nint result) => checked((int)(result >> 4));
    }
}
