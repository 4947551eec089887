using System.Text.Json;

namespace AuthDemo.PythonHost.Probe;

/// <summary>One message between a test and a probe: a JSON head and raw bytes.</summary>
/// <param name="Kind"><c>call</c>, <c>cancel</c>, <c>status</c>, <c>runners</c>, <c>restart</c>, <c>health</c>, <c>stop</c>, <c>end</c> to the probe; <c>reply</c>, <c>log</c> and answers of the same kinds from it.</param>
/// <param name="Id">Which call or question.</param>
/// <param name="Text">Function, log line, how to end, or the reply's type.</param>
/// <param name="Body">What belongs to the text, as JSON.</param>
public sealed record ProbeMessage(string Kind, long Id, string Text = "", JsonElement? Body = null)
{
    /// <summary>The payload of a call or a reply.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Budgets of a call in milliseconds.</summary>
    public double? WaitMs { get; init; }

    /// <inheritdoc cref="WaitMs"/>
    public double? RunMs { get; init; }

    /// <summary>The named worker of a call.</summary>
    public string? Worker { get; init; }

    /// <summary>
    /// The probe answers questions of the call by asking <c>hosted.cases.echo</c> where they came from, and logs its progress.
    /// </summary>
    public bool WithCallbacks { get; init; }

    /// <summary>Writes this message: two lengths, head, payload.</summary>
    public async Task WriteAsync(Stream stream)
    {
        var head = JsonSerializer.SerializeToUtf8Bytes(this);
        var lengths = new byte[8];
        BitConverter.TryWriteBytes(lengths, head.Length);
        BitConverter.TryWriteBytes(lengths.AsSpan(4), Payload.Length);
        await stream.WriteAsync(lengths);
        await stream.WriteAsync(head);
        await stream.WriteAsync(Payload);
        await stream.FlushAsync();
    }

    /// <summary>The next message; null at the end of the stream.</summary>
    public static async Task<ProbeMessage?> ReadAsync(Stream stream)
    {
        var lengths = new byte[8];
        if (await stream.ReadAtLeastAsync(lengths, 8, throwOnEndOfStream: false) < 8)
            return null;
        var head = new byte[BitConverter.ToInt32(lengths)];
        var payload = new byte[BitConverter.ToInt32(lengths, 4)];
        await stream.ReadExactlyAsync(head);
        await stream.ReadExactlyAsync(payload);
        return JsonSerializer.Deserialize<ProbeMessage>(head)! with { Payload = payload };
    }
}
