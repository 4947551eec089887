using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace AuthDemo.PythonHost.Workers;

/// <summary>Reads frames from a pipe on the thread that calls it. Frames come in batches: all that have arrived.</summary>
/// <param name="stream">The pipe.</param>
/// <param name="limit">Largest body.</param>
internal sealed partial class FrameReader(PipeStream stream, long limit)
{
    private const int Usual = 64 * 1024;

    private byte[] _buffer = new byte[Usual];
    private int _start;
    private int _end;

    /// <summary>The length of a body above the limit, once one came; nothing can be read after it.</summary>
    public long TooLarge { get; private set; }

    /// <summary>Waits until there are bytes to read, or the end of the pipe; false when so many milliseconds passed.</summary>
    public bool Wait(int milliseconds)
    {
        const short Input = 1;
        var waited = new PollDescriptor { Descriptor = (int)stream.SafePipeHandle.DangerousGetHandle(), Events = Input };
        return Poll(ref waited, 1, milliseconds) != 0; // interrupted: whoever reads now waits as long as it takes
    }

    /// <summary>Waits for bytes; false at the end of the pipe.</summary>
    public bool Fill()
    {
        if (_start == _end)
            (_start, _end) = (0, 0);
        var wanted = (int)Math.Max(Frame.SizeOf(_buffer.AsSpan(_start.._end)), Usual);
        if (_buffer.Length - _start < wanted || _end == _buffer.Length || (_buffer.Length > Usual && wanted == Usual))
            Move(wanted);
        var read = stream.Read(_buffer.AsSpan(_end));
        _end += read;
        return read > 0;
    }

    /// <summary>The next frame that has arrived whole; its body is valid until <see cref="Fill"/>.</summary>
    public bool TryNext(out Frame frame)
    {
        frame = default;
        var size = Frame.SizeOf(_buffer.AsSpan(_start.._end));
        if (size - Frame.HeaderSize > limit)
        {
            TooLarge = size - Frame.HeaderSize;
            return false;
        }
        if (size == 0 || size > _end - _start)
            return false;
        frame = Frame.Read(_buffer.AsMemory(_start, (int)size), (int)size);
        _start += (int)size;
        return true;
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    /// <summary><c>struct pollfd</c>.</summary>
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    private void Move(int capacity)
    {
        var target = _buffer.Length == capacity ? _buffer : new byte[Math.Max(capacity, _end - _start + 1)];
        _buffer.AsSpan(_start.._end).CopyTo(target);
        (_buffer, _end, _start) = (target, _end - _start, 0);
    }
}
