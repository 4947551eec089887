using AuthDemo.PythonHost.Callbacks;
using AuthDemo.PythonHost.Patterns;
using AuthDemo.PythonHost.Processes;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.Telemetry;

namespace AuthDemo.PythonHost.Workers;

/// <summary>A worker's process and the frames to and from it.</summary>
internal sealed class WorkerConnection : IDisposable
{
    /// <summary>How long the pipe may stay open when the process has ended: something it forked may hold it.</summary>
    private static readonly TimeSpan s_pipePatience = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a process may go on when it has closed its pipe.</summary>
    private static readonly TimeSpan s_exitPatience = TimeSpan.FromSeconds(1);

    private readonly PythonProcess _process;
    private readonly TimeSpan _grace;
    private readonly FrameWriter _writer;
    private readonly WorkerCallbacks _callbacks;
    private readonly FrameHandler _handler;
    private readonly ReplyLoop _loop;

    public WorkerConnection(Worker worker, PythonProcess process, PatternContext context, Deliveries deliveries)
    {
        (_process, _grace) = (process, context.Options.Grace);
        _writer = new FrameWriter(process.StandardInput);
        _callbacks = new WorkerCallbacks(new CallbackContext(context.Queue, context.Options), _writer, worker.RunningCall);
        _handler = new FrameHandler(worker, _callbacks, new OutputLines((level, source, text, call) =>
        {
            if (source == "stderr")
                process.LastLines.Add(text);
            context.Output.Write(level, source, text, call);
        }));
        _loop = new ReplyLoop(worker, process, _handler, deliveries, context.Queue, context.Options.MaxMessageBytes);
        process.ReadErrors((level, source, text, call) =>
        {
            process.LastLines.Add(text);
            context.Output.Write(level, source, text, call);
        }, () => worker.CurrentId);
    }

    public int ProcessId => _process.Id;

    /// <inheritdoc cref="ReplyLoop.IsLongCall"/>
    public bool IsLongCall => _loop.IsLongCall;

    /// <summary>Sends the settings and begins to read.</summary>
    public void Open(byte[] setup)
    {
        _writer.Add(FrameKind.Setup, 0, setup);
        _writer.Flush();
        _loop.Start();
    }

    /// <summary>Sent with the next <see cref="Flush"/>.</summary>
    public void AddCall(PendingCall call) =>
        _writer.AddCall(FrameKind.Call, call.Id, call.Call.Function, call.Activity?.Id ?? "", call.Call.Payload.Span);

    public void Flush() => _writer.Flush();

    /// <summary>Asks the worker to give back the calls it has not begun.</summary>
    public void Recall()
    {
        _writer.Add(FrameKind.TakeBack, 0);
        _writer.Flush();
        _process.Signal(UnixSignals.User1);
    }

    /// <summary>Asks the process to end, and terminates it when it does not within the grace.</summary>
    public void Close()
    {
        _writer.Add(FrameKind.Drain, 0);
        _writer.Flush();
        _ = _process.EndAsync(_grace, _grace);
    }

    public void Terminate() => _ = _process.TerminateAsync(_grace);

    /// <inheritdoc cref="ReplyLoop.KeepRunning"/>
    public bool KeepReading(long now) => _loop.KeepRunning(now);

    /// <summary>Completes at the end of the pipe, or of the process when something it forked holds the pipe open.</summary>
    public async Task ClosedAsync()
    {
        if (await Task.WhenAny(_loop.Ended, _process.Exited) == _process.Exited)
            await Task.WhenAny(_loop.Ended, Task.Delay(s_pipePatience));
    }

    /// <summary>How the process ended. One that broke the protocol, or has closed its pipe and goes on, is terminated.</summary>
    public async Task<(PythonReply.WorkerDied Died, string? BrokenProtocol)> EndAsync()
    {
        var exit = await _process.EndAsync(_handler.Failure is null ? s_exitPatience : TimeSpan.Zero, _grace);
        return (new PythonReply.WorkerDied(exit.ExitCode, exit.Signal, _process.LastLines.Snapshot()), _handler.Failure);
    }

    /// <summary>Nested calls get this reply, handlers of callbacks are cancelled.</summary>
    public Task EndCallbacksAsync(PythonReply reply) => _callbacks.EndAsync(reply);

    /// <inheritdoc cref="FrameHandler.FinishOutput"/>
    public void FinishOutput(long call) => _handler.FinishOutput(call);

    public void Dispose()
    {
        _process.Dispose();
        _callbacks.Dispose();
    }
}
