using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using AuthDemo.PythonHost.Errors;
using AuthDemo.PythonHost.Telemetry;

namespace AuthDemo.PythonHost.Workers;

/// <summary>Decodes what a worker sends and passes it on. Runs on the worker's reply loop.</summary>
internal sealed class FrameHandler(Worker worker, WorkerCallbacks callbacks, OutputLines output)
{
    /// <summary>What was not of the protocol, in a sentence; then nothing more is read.</summary>
    public string? Failure { get; private set; }

    public void Handle(in Frame frame)
    {
        try
        {
            switch (frame.Kind)
            {
                case FrameKind.Returned:
                    Complete(frame.Id, new PythonReply.Returned(frame.Body.ToArray()));
                    break;
                case FrameKind.Raised:
                    Complete(frame.Id, new PythonReply.Raised(ErrorJson.Read(frame.Body.Span)));
                    break;
                case FrameKind.Broken:
                    Complete(frame.Id, new PythonReply.ProtocolBroken(Encoding.UTF8.GetString(frame.Body.Span)));
                    break;
                case FrameKind.Output:
                    Output(frame);
                    break;
                case FrameKind.Progress:
                    callbacks.ReportProgress(frame);
                    break;
                case FrameKind.Ask:
                    callbacks.Handle(frame);
                    break;
                case FrameKind.GivenBack:
                    worker.Requeue(Ids(frame.Body.Span));
                    break;
                case FrameKind.Ready:
                    Handshake(frame.Body);
                    break;
                case FrameKind.StartFailed:
                    worker.SetReady(StartFailures.Import(ErrorJson.Read(frame.Body.Span)));
                    break;
                default:
                    Fail($"The worker sent a frame of unknown kind {(int)frame.Kind}.");
                    break;
            }
        }
        catch (Exception e) when (e is JsonException or ArgumentException or IndexOutOfRangeException or InvalidOperationException or KeyNotFoundException)
        {
            Fail($"The worker sent a frame of kind {frame.Kind} that cannot be read.");
        }
    }

    public void Fail(string failure) => Failure = failure;

    /// <summary>Writes what a call printed without a line end.</summary>
    public void FinishOutput(long call)
    {
        if (output.HasRest)
            output.Finish(call);
    }

    private void Complete(long id, PythonReply reply)
    {
        FinishOutput(id);
        if (callbacks.Take(id) is { } nested)
            nested.Complete(reply);
        else if (!worker.Complete(id, reply))
            Fail("The worker sent a reply to a call that was not its turn.");
    }

    private void Output(in Frame frame)
    {
        var body = frame.Body.ToArray();
        int level = body[0], name = body[1];
        output.Add(level, Encoding.UTF8.GetString(body, 2, name), Encoding.UTF8.GetString(body, 2 + name, body.Length - 2 - name), frame.Id);
    }

    private void Handshake(ReadOnlyMemory<byte> body)
    {
        using var hello = JsonDocument.Parse(body);
        var protocol = hello.RootElement.GetProperty("protocol").GetInt32();
        worker.SetReady(protocol == Frame.Protocol ? null
            : $"The worker speaks protocol {protocol}, the host {Frame.Protocol}: the files in {PythonFolder.Path} are of another version.");
    }

    private static List<long> Ids(ReadOnlySpan<byte> body)
    {
        var ids = new List<long>();
        for (; body.Length >= 8; body = body[8..])
            ids.Add(BinaryPrimitives.ReadInt64LittleEndian(body));
        return ids;
    }
}
