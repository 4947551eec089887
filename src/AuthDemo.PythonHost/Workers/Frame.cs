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
    Nested = 6,
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
internal readonly record struct Frame(FrameKind Kind, long Id, ReadOnlyMemory<byte> Body)
{
    /// <summary>Version of the protocol; a worker that speaks another is not used.</summary>
    public const int Protocol = 2;

    /// <summary>Length u32, kind u8, id u64, little endian.</summary>
    public const int HeaderSize = 13;

    public static void WriteHeader(Span<byte> header, FrameKind kind, long id, int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, length);
        header[4] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(header[5..], id);
    }

    /// <summary>The size of the frame that begins here, header included; 0 when not even the header is there.</summary>
    public static long SizeOf(ReadOnlySpan<byte> buffer) =>
        buffer.Length < HeaderSize ? 0 : HeaderSize + (long)BinaryPrimitives.ReadUInt32LittleEndian(buffer);

    /// <summary>The frame of this size that begins here.</summary>
    public static Frame Read(ReadOnlyMemory<byte> buffer, int size) =>
        new((FrameKind)buffer.Span[4], BinaryPrimitives.ReadInt64LittleEndian(buffer.Span[5..]), buffer[HeaderSize..size]);
}
