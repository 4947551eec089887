using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace AuthDemo.PythonHost.Workers;

/// <summary>
/// Sends frames. Frames added while a write is under way leave together in the next one, so many callers cost few system calls.
/// A pipe that is closed is no failure here: whoever reads the other direction sees the end of the process.
/// </summary>
internal sealed class FrameWriter(Stream stream)
{
    private const int KeptCapacity = 1 << 20;

    private readonly Lock _lock = new();
    private ArrayBufferWriter<byte> _filling = new(16 * 1024);
    private ArrayBufferWriter<byte> _sending = new(16 * 1024);
    private bool _active;

    public void Add(FrameKind kind, long id, params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        var length = 0;
        foreach (var part in parts)
            length += part.Length;
        lock (_lock)
        {
            Frame.WriteHeader(_filling.GetSpan(Frame.HeaderSize), kind, id, length);
            _filling.Advance(Frame.HeaderSize);
            foreach (var part in parts)
                _filling.Write(part.Span);
        }
    }

    /// <summary>A call, or one inside another: function, trace context, payload.</summary>
    public void AddCall(FrameKind kind, long id, string function, string traceparent, ReadOnlySpan<byte> payload)
    {
        var name = Encoding.UTF8.GetByteCount(function);
        var trace = Encoding.UTF8.GetByteCount(traceparent);
        lock (_lock)
        {
            var head = _filling.GetSpan(Frame.HeaderSize + 2 + name + 2 + trace);
            Frame.WriteHeader(head, kind, id, 2 + name + 2 + trace + payload.Length);
            var at = Frame.HeaderSize;
            at += Text(head[at..], function, name);
            at += Text(head[at..], traceparent, trace);
            _filling.Advance(at);
            _filling.Write(payload);
        }
    }

    /// <summary>Sends what was added, unless a write under way will send it.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            if (_active || _filling.WrittenCount == 0)
                return;
            _active = true;
        }
        _ = SendAsync();
    }

    private static int Text(Span<byte> at, string text, int length)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(at, checked((ushort)length));
        Encoding.UTF8.GetBytes(text, at[2..]);
        return 2 + length;
    }

    private async Task SendAsync()
    {
        try
        {
            while (Swap())
                await stream.WriteAsync(_sending.WrittenMemory);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // the process is gone; what is added from now on is never sent
        }
    }

    private bool Swap()
    {
        lock (_lock)
        {
            if (_sending.Capacity > KeptCapacity)
                _sending = new(16 * 1024);
            else
                _sending.ResetWrittenCount();
            if (_filling.WrittenCount == 0)
                return _active = false;
            (_filling, _sending) = (_sending, _filling);
            return true;
        }
    }
}
