using System.Buffers.Binary;
using System.Text;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.TwoWay;

namespace AuthDemo.PythonHost.Workers;

/// <summary>
/// Questions and progress of the calls that run, and the calls that answering makes here. The worker runs those while it waits for the
/// answer, so at any time one call of a growing stack runs: the oldest one sent, and what was called inside it.
/// </summary>
internal sealed partial class Worker : INestedRunner
{
    private readonly Dictionary<long, NestedCall> _nested = [];

    /// <summary>Calls that wait for an answer.</summary>
    private readonly HashSet<long> _asking = [];

    public bool TryRun(NestedCall call, long asker)
    {
        lock (_lock)
        {
            if (!_asking.Contains(asker))
                return false;
            _nested.Add(call.Id, call);
            _writer.AddCall(FrameKind.Nested, call.Id, call.Call.Function, call.Traceparent, call.Call.Payload.Span);
        }
        _writer.Flush();
        return true;
    }

    private void Progress(in Frame frame)
    {
        if (Running(frame.Id).Call?.Progress is { } progress)
            Asking.Tell(progress, frame.Body.ToArray());
    }

    private void Asked(in Frame frame)
    {
        var body = frame.Body.ToArray();
        var name = BinaryPrimitives.ReadUInt16LittleEndian(body);
        var question = new PythonQuestion(Encoding.UTF8.GetString(body, 2, name), body.AsMemory(2 + name), Running(frame.Id), this, _queue, _options, _ending.Token);
        lock (_lock)
            _asking.Add(frame.Id);
        _ = AnswerAsync(frame.Id, question);
    }

    private async Task AnswerAsync(long id, PythonQuestion question)
    {
        var (answer, failure) = await Asking.AnswerAsync(question, _options.MaxMessageBytes);
        lock (_lock)
        {
            if (!_asking.Remove(id))
                return; // the process is gone
            if (failure is null)
                _writer.Add(FrameKind.Answer, id, new byte[] { 1 }, answer);
            else
                _writer.Add(FrameKind.Answer, id, new byte[] { 0 }, Encoding.UTF8.GetBytes(failure));
        }
        _writer.Flush();
    }

    /// <summary>The call with this id, if it runs and nobody has answered it or the one it runs inside.</summary>
    private Asker Running(long id)
    {
        lock (_lock)
        {
            if (_sent.First is not { } first || first.Value.Call.Phase != CallPhase.Running)
                return new Asker(id, null, null, 0);
            if (first.Value.Id == id)
                return new Asker(id, first.Value.Call.Call, first.Value.Call.Activity, 0);
            return _nested.TryGetValue(id, out var nested) ? new Asker(id, nested.Call, nested.Activity, nested.Depth) : new Asker(id, null, null, 0);
        }
    }
}
