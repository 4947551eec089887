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
        catch (Exception e) when (e is JsonException or ArgumentException or IndexOutOfRangeException or InvalidOperationException or KeyNotFoundException)
        {
            Break($"a frame of kind {frame.Kind} that can not be read");
        }
    }

    private void Answer(long id, PythonReply reply)
    {
        PendingCall call;
        bool condemned;
        lock (_lock)
        {
            if (_nested.Remove(id, out var nested))
            {
                if (_output.HasRest)
                    _output.Finish(id);
                nested.Answer(reply);
                return;
            }
            if (_sent.First is not { } first || first.Value.Id != id)
            {
                Break("a reply to a call that was not its turn");
                return;
            }
            call = first.Value.Call;
            _sent.RemoveFirst();
            Served++;
            condemned = !SetHead() && _sent.Count > 1;
            SetLoad();
        }
        if (condemned)
            TakeBack();
        if (_output.HasRest)
            _output.Finish(id);
        if (_queue.TryConclude(call, reply))
            _deliveries.Add(call, reply);
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
                    if (node.Value.Id != id)
                        continue;
                    calls.Add(node.Value.Call);
                    _sent.Remove(node);
                    break;
                }
            }
            SetLoad();
        }
        for (var i = calls.Count - 1; i >= 0; i--)
            _queue.GiveBack(calls[i]);
    }

    private void Output(in Frame frame)
    {
        var body = frame.Body.ToArray();
        int level = body[0], name = body[1];
        _output.Add(level, Encoding.UTF8.GetString(body, 2, name), Encoding.UTF8.GetString(body, 2 + name, body.Length - 2 - name), frame.Id);
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
            if (_state != WorkerState.Starting)
                return;
            SetState(WorkerState.Ready);
        }
        _ready.TrySetResult(null);
        Fill();
    }

    private void Break(string what) => _broken = $"The worker sent {what}.";

    /// <summary>The end of the output: answers the call that ran, gives back those that never began.</summary>
    private async Task<PythonReply.WorkerDied> DieAsync()
    {
        lock (_lock)
            SetState(WorkerState.Ending);
        _queue.Leave(this);
        if (_broken is not null)
            _process.Kill(_options.Grace);
        var died = await _process.EndAsync();
        PythonReply end = _broken is { } detail ? new PythonReply.ProtocolBroken(detail) : died;
        (PendingCall Call, long Id)[] left;
        NestedCall[] nested;
        lock (_lock)
        {
            left = [.. _sent];
            _sent.Clear();
            nested = [.. _nested.Values];
            _nested.Clear();
            _asking.Clear();
            Volatile.Write(ref _headId, 0);
        }
        foreach (var call in nested)
            call.Answer(left is [var outer, ..] && outer.Call.Phase == CallPhase.Running ? end : new PythonReply.Cancelled());
        await _ending.CancelAsync();
        for (var i = left.Length - 1; i > 0; i--)
            _queue.GiveBack(left[i].Call);
        if (left.Length > 0)
        {
            if (_output.HasRest)
                _output.Finish(left[0].Id);
            _queue.TryAnswer(left[0].Call, end, byItsRunner: true);
        }
        _ready.TrySetResult(_broken ?? $"The process ended before it was ready ({died.Signal ?? $"exit code {died.ExitCode}"}). Its last lines:\n  {string.Join("\n  ", died.LastLines)}");
        _process.Dispose();
        _ending.Dispose();
        return died;
    }
}
