using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using AuthDemo.PythonHost.Errors;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.TwoWay;

namespace AuthDemo.PythonHost.Workers;

/// <summary>What a worker sends, and its end. Runs on the worker's reading loop.</summary>
internal sealed partial class Worker
{
    private void Handle(in Frame frame)
    {
        try
        {
            switch (frame.Kind)
            {
                case FrameKind.Returned:
                    Answer(frame.Id, new PythonReply.Returned(frame.Body.ToArray()));
                    break;
                case FrameKind.Raised:
                    Answer(frame.Id, new PythonReply.Raised(ErrorJson.Read(frame.Body.Span)));
                    break;
                case FrameKind.Broken:
                    Answer(frame.Id, new PythonReply.ProtocolBroken(Encoding.UTF8.GetString(frame.Body.Span)));
                    break;
                case FrameKind.Output:
                    Output(frame);
                    break;
                case FrameKind.Progress:
                    Progress(frame);
                    break;
                case FrameKind.Ask:
                    Asked(frame);
                    break;
                case FrameKind.GivenBack:
                    GiveBack(frame.Body.ToArray());
                    break;
                case FrameKind.Ready:
                    ShakeHands(frame.Body.ToArray());
                    break;
                case FrameKind.StartFailed:
                    _ready.TrySetResult(StartFailures.Import(ErrorJson.Read(frame.Body.Span)));
                    break;
                default:
                    Break($"a frame of unknown kind {(int)frame.Kind}");
                    break;
            }
        }
        catch (Exception e) when (e is JsonException or ArgumentOutOfRangeException or InvalidOperationException)
        {
            Break($"a frame of kind {frame.Kind} that can not be read");
        }
    }

    private void Answer(long id, PythonReply reply)
    {
        PendingCall call;
        lock (_lock)
        {
            if (_sent.First is not { } first || first.Value.Id != id)
            {
                Break("a reply to a call that was not its turn");
                return;
            }
            call = first.Value.Call;
            _sent.RemoveFirst();
            Served++;
            SetHead();
            SetLoad();
        }
        if (_output.HasRest) _output.Finish(id);
        if (_queue.TryConclude(call, reply)) _deliveries.Add(call, reply);
    }

    private void GiveBack(byte[] ids)
    {
        var calls = new List<PendingCall>();
        lock (_lock)
        {
            for (var at = 0; at + 8 <= ids.Length; at += 8)
            {
                var id = BinaryPrimitives.ReadInt64LittleEndian(ids.AsSpan(at));
                for (var node = _sent.First?.Next; node is not null; node = node.Next)
                {
                    if (node.Value.Id != id) continue;
                    calls.Add(node.Value.Call);
                    _sent.Remove(node);
                    break;
                }
            }
            SetLoad();
        }
        for (var i = calls.Count - 1; i >= 0; i--) _queue.GiveBack(calls[i]);
    }

    private void Output(in Frame frame)
    {
        var body = frame.Body.ToArray();
        int level = body[0], name = body[1];
        _output.Add(level, Encoding.UTF8.GetString(body, 2, name), Encoding.UTF8.GetString(body, 2 + name, body.Length - 2 - name), frame.Id);
    }

    private void Progress(in Frame frame)
    {
        if (Head(frame.Id)?.Call.Progress is { } progress) Asking.Tell(progress, frame.Body.ToArray());
    }

    private void Asked(in Frame frame)
    {
        var body = frame.Body.ToArray();
        var name = BinaryPrimitives.ReadUInt16LittleEndian(body);
        _ = AnswerAsync(frame.Id, Head(frame.Id), Encoding.UTF8.GetString(body, 2, name), body.AsMemory(2 + name));
    }

    private async Task AnswerAsync(long id, PendingCall? call, string name, ReadOnlyMemory<byte> question)
    {
        var (answer, failure) = await Asking.AnswerAsync(call, name, question, _options.MaxMessageBytes, _ending.Token);
        if (failure is null) _writer.Add(FrameKind.Answer, id, new byte[] { 1 }, answer);
        else _writer.Add(FrameKind.Answer, id, new byte[] { 0 }, Encoding.UTF8.GetBytes(failure));
        _writer.Flush(gather: false);
    }

    /// <summary>The call that runs, if it has this id and nobody answered it.</summary>
    private PendingCall? Head(long id)
    {
        lock (_lock)
            return _sent.First is { } first && first.Value.Id == id && first.Value.Call.Phase == CallPhase.Running ? first.Value.Call : null;
    }

    private void ShakeHands(byte[] body)
    {
        var hello = JsonDocument.Parse(body).RootElement;
        var protocol = hello.GetProperty("protocol").GetInt32();
        if (protocol != Frame.Protocol)
        {
            _ready.TrySetResult($"The worker speaks protocol {protocol}, the host {Frame.Protocol}: the files in {PythonFolder.Path} are of another version.");
            return;
        }
        lock (_lock)
        {
            if (_state != WorkerState.Starting) return;
            SetState(WorkerState.Ready);
        }
        _ready.TrySetResult(null);
        Fill();
    }

    private void Break(string what) => _broken = $"The worker sent {what}.";

    /// <summary>The end of the output: answers the call that ran, gives back those that never began.</summary>
    private async Task<PythonReply.WorkerDied> DieAsync()
    {
        lock (_lock) SetState(WorkerState.Ending);
        _queue.Leave(this);
        if (_broken is not null) _process.Kill(_options.Grace);
        var died = await _process.EndAsync();
        await _ending.CancelAsync();
        (PendingCall Call, long Id)[] left;
        lock (_lock)
        {
            left = [.. _sent];
            _sent.Clear();
            Volatile.Write(ref _headId, 0);
        }
        for (var i = left.Length - 1; i > 0; i--) _queue.GiveBack(left[i].Call);
        if (left.Length > 0)
        {
            if (_output.HasRest) _output.Finish(left[0].Id);
            _queue.TryAnswer(left[0].Call, _broken is { } detail ? new PythonReply.ProtocolBroken(detail) : died, byItsRunner: true);
        }
        _ready.TrySetResult($"The process ended before it was ready ({died.Signal ?? $"exit code {died.ExitCode}"}). Its last lines:\n  {string.Join("\n  ", died.LastLines)}");
        _process.Dispose();
        _ending.Dispose();
        return died;
    }
}
