using System.Buffers;
using System.Buffers.Binary;

namespace AuthDemo.PythonHost.Workers;

/// <summary>Kinds of frames; the numbers are those of <c>authdemo_host/frames.py</c>, which explains them.</summary>
internal enum FrameKind : byte
{
    Setup = 1,
    Call = 2,
    Answer = 3,
    Drain = 4,
    TakeBack = 5,
    Ready = 16,
    StartFailed = 17,
    Returned = 18,
    Raised = 19,
    Broken = 20,
    Output = 21,
    Ask = 22,
    Progress = 23,
    GivenBack = 24,
}

/// <summary>One frame as it came; the body is valid until the reader goes on.</summary>
internal readonly record struct Frame(FrameKind Kind, long Id, ReadOnlySequence<byte> Body)
{
    /// <summary>Version of the protocol; a worker that speaks another is not used.</summary>
    public const int Protocol = 1;

    /// <summary>Length u32, kind u8, id u64, little endian.</summary>
    public const int HeaderSize = 13;

    public static void WriteHeader(Span<byte> header, FrameKind kind, long id, int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, length);
        header[4] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(header[5..], id);
    }

    /// <summary>Takes one frame off the buffer; false when it is not complete. <paramref name="tooLarge"/>: its length, when above the limit.</summary>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, long limit, out Frame frame, out long tooLarge)
    {
        (frame, tooLarge) = (default, 0);
        if (buffer.Length < HeaderSize) return false;
        Span<byte> header = stackalloc byte[HeaderSize];
        buffer.Slice(0, HeaderSize).CopyTo(header);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (length > limit)
        {
            tooLarge = length;
            return false;
        }
        if (buffer.Length < HeaderSize + length) return false;
        frame = new((FrameKind)header[4], BinaryPrimitives.ReadInt64LittleEndian(header[5..]), buffer.Slice(HeaderSize, length));
        buffer = buffer.Slice(HeaderSize + length);
        return true;
    }
}
