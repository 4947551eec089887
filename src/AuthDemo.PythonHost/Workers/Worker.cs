using System.Diagnostics.CodeAnalysis;
using AuthDemo.PythonHost.Patterns;
using AuthDemo.PythonHost.Processes;
using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.Workers;

/// <summary>
/// One process of the pool. When it ends, the call that ran is answered with how it ended, and those behind it are requeued. A worker
/// that is to end takes no more calls and is never used again.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Disposed at the end of the process.")]
internal sealed class Worker : ICallConsumer
{
    /// <summary>Behind a call that has run longer than this nothing more is sent: it might take long.</summary>
    private static readonly TimeSpan s_brief = TimeSpan.FromMilliseconds(1);

    private static long s_lastNumber;

    private readonly CallQueue _queue;
    private readonly int _maxInFlight;
    private readonly Lock _lock = new();
    private readonly InFlightCalls _calls;
    private readonly TaskCompletionSource<string?> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PatternContext _context;
    private readonly Deliveries _deliveries;
    private WorkerConnection _connection = null!;
    private volatile WorkerState _state = WorkerState.Starting;
    private volatile int _load = ICallConsumer.Full;
    private long _mayTake;

    public Worker(PatternContext context, int maxInFlight, long maxCalls)
    {
        (_context, _queue, _maxInFlight, _mayTake) = (context, context.Queue, maxInFlight, maxCalls == 0 ? long.MaxValue : maxCalls);
        _calls = new InFlightCalls(_queue);
        _deliveries = new Deliveries(_queue, () => ThreadSwitches.Now);
        Since = _queue.Time.GetUtcNow();
    }

    /// <summary>Unique in this process, as a process id is not.</summary>
    public string Id { get; } = FormattableString.Invariant($"worker-{Interlocked.Increment(ref s_lastNumber)}");

    public DateTimeOffset Since { get; }

    public int ProcessId => _connection.ProcessId;

    public WorkerState State => _state;

    public long Served { get; private set; }

    public long StartedAt { get; private set; }

    public long IdleSince => _calls.IdleSince;

    /// <summary>The call that runs; 0 for none.</summary>
    public long CurrentId => _calls.HeadId;

    public int InFlight => _calls.Count;

    public int Load
    {
        get
        {
            var load = _load;
            return load is 0 or ICallConsumer.Full ? load
                : _connection.IsLongCall || _queue.Now - _calls.HeadStarted > _queue.Units(s_brief) ? ICallConsumer.Full : load;
        }
    }

    /// <summary>It was given a call at least.</summary>
    public bool TookCalls { get; private set; }

    /// <summary>It has taken all the calls it may, and ends when they are answered.</summary>
    public bool Spent => Volatile.Read(ref _mayTake) == 0;

    /// <summary>Null when it is ready, else what went wrong.</summary>
    public Task<string?> Ready => _ready.Task;

    /// <summary>How the process ended; its calls are answered or requeued by then.</summary>
    public Task<PythonReply.WorkerDied> Ended { get; private set; } = null!;

    /// <summary>Takes over the process and makes the handshake, whose outcome is <see cref="Ready"/>.</summary>
    public void Begin(PythonProcess process, byte[] setup)
    {
        _connection = new WorkerConnection(this, process, _context, _deliveries);
        StartedAt = _calls.IdleSince = _queue.Now;
        _connection.Open(setup);
        Ended = Task.Run(EndAsync);
    }

    public void Wake()
    {
        var sendAtOnce = InFlight <= ReplyLoop.ManyCalls;
        TakeCalls();
        if (sendAtOnce)
            _connection.Flush(); // else the reply loop sends them with others
    }

    /// <summary>Takes what may be taken and sends what was taken.</summary>
    public void SendCalls()
    {
        TakeCalls();
        _connection.Flush();
    }

    /// <summary>
    /// A caller cancelled. When its call runs, the worker takes no more calls from this moment on, and the watch kills it unless the call
    /// ends by itself. A call that has not begun is recalled.
    /// </summary>
    public void Cancelled(long id)
    {
        lock (_lock)
            if (_calls.HeadId == id)
                StopTaking();
        if (_state == WorkerState.Retiring)
            _queue.Unregister(this);
        if (InFlight > 1)
            Recall();
    }

    /// <summary>Takes no more calls, finishes those it has, then ends.</summary>
    public void Retire()
    {
        lock (_lock)
        {
            if (_state is not (WorkerState.Ready or WorkerState.Starting))
                return;
            SetState(WorkerState.Retiring);
        }
        _queue.Unregister(this);
        EndWhenDone();
    }

    /// <summary>Takes no more calls and is terminated; killed when it has not ended within the grace.</summary>
    public void Kill()
    {
        lock (_lock)
            SetState(WorkerState.Ending);
        _queue.Unregister(this);
        _connection.Terminate();
    }

    /// <summary>Asks a retiring worker without calls to end, and terminates it when it does not.</summary>
    public void EndWhenDone()
    {
        lock (_lock)
        {
            if (_state != WorkerState.Retiring || InFlight > 0)
                return;
            SetState(WorkerState.Ending);
        }
        _queue.Unregister(this);
        _connection.Close();
    }

    /// <summary>Keeps replies flowing when a caller's code blocks the reply loop. True while replies are being delivered.</summary>
    public bool KeepReading(long now) => _connection.KeepReading(now);

    /// <summary>Checks the running call: past its deadline it is answered, and the worker must be killed.</summary>
    public WorkerCheck Check(long now)
    {
        RunningCallState? state;
        lock (_lock) // a call that has left the list was answered by its own reply, and the next one must not pay for that
            state = _state == WorkerState.Ending ? null : _calls.Inspect(now);
        if (state is not { } running)
            return WorkerCheck.Fine;
        if (running.PastDeadline)
        {
            _queue.TryExpire(running.Call, running.Id, now);
            return WorkerCheck.PastDeadline;
        }
        if (running.Cancelled && !(running.Recent && running.HasFollowers))
            return WorkerCheck.CancelledButRunning;
        if (running.HasFollowers && !running.Recent)
            Recall();
        return WorkerCheck.Fine;
    }

    /// <summary>The handshake's outcome: null when the worker is ready, else what went wrong.</summary>
    public void SetReady(string? failure)
    {
        lock (_lock)
        {
            if (failure is null && _state != WorkerState.Starting)
                return;
            if (failure is null)
                SetState(WorkerState.Ready);
        }
        _ready.TrySetResult(failure);
        TakeCalls();
    }

    /// <summary>The reply to the call that runs. False when another call runs.</summary>
    public bool Complete(long id, PythonReply reply)
    {
        PendingCall call;
        bool recall;
        lock (_lock)
        {
            if (_calls.CompleteHead(id) is not var (completed, begun))
                return false;
            call = completed;
            Served++;
            if (!begun)
                StopTaking();
            recall = !begun && InFlight > 1;
            SetLoad();
        }
        if (recall)
            Recall();
        if (_queue.TryCompleteSilently(call, reply))
            _deliveries.Add(call, reply);
        return true;
    }

    /// <summary>The worker gave back these calls, which it had not begun.</summary>
    public void Requeue(IEnumerable<long> ids)
    {
        IReadOnlyList<PendingCall> calls;
        lock (_lock)
        {
            calls = _calls.Remove(ids);
            SetLoad();
        }
        for (var i = calls.Count - 1; i >= 0; i--)
            _queue.Requeue(calls[i]);
    }

    /// <summary>Asks the worker to give back the calls it has not begun.</summary>
    public void Recall() => _connection.Recall();

    /// <summary>The call that runs, unless somebody has answered it.</summary>
    public (PendingCall Call, long Id)? RunningCall()
    {
        lock (_lock)
            return _calls.Head is { Call.Phase: CallPhase.Running } head ? head : null;
    }

    private void TakeCalls()
    {
        lock (_lock)
        {
            while (_state == WorkerState.Ready && _mayTake > 0 && InFlight < _maxInFlight && Load != ICallConsumer.Full && _queue.Take(this) is { } call)
            {
                _mayTake--;
                TookCalls = true;
                _connection.AddCall(call);
                if (!_calls.Add(call))
                    StopTaking();
                SetLoad();
            }
            if (_mayTake == 0)
                StopTaking();
        }
    }

    /// <summary>Caller holds the lock.</summary>
    private void StopTaking()
    {
        _mayTake = 0;
        if (_state == WorkerState.Ready)
            SetState(WorkerState.Retiring);
    }

    /// <summary>Caller holds the lock.</summary>
    private void SetState(WorkerState state)
    {
        if (state > _state)
            _state = state;
        SetLoad();
    }

    /// <summary>Caller holds the lock.</summary>
    private void SetLoad() => _load = _state != WorkerState.Ready || InFlight >= _maxInFlight ? ICallConsumer.Full : InFlight;

    /// <summary>Waits for the end, then answers the call that ran and requeues those that never began.</summary>
    private async Task<PythonReply.WorkerDied> EndAsync()
    {
        await _connection.ClosedAsync();
        lock (_lock)
            SetState(WorkerState.Ending);
        _queue.Unregister(this);
        var (died, brokenProtocol) = await _connection.EndAsync();
        PythonReply end = brokenProtocol is null ? died : new PythonReply.ProtocolBroken(brokenProtocol);
        IReadOnlyList<(PendingCall Call, long Id)> left;
        lock (_lock)
            left = _calls.Clear();
        await _connection.EndCallbacksAsync(left is [var outermost, ..] && outermost.Call.Phase == CallPhase.Running ? end : new PythonReply.Cancelled());
        for (var i = left.Count - 1; i > 0; i--)
            _queue.Requeue(left[i].Call);
        if (left.Count > 0)
        {
            _connection.FinishOutput(left[0].Id);
            _queue.TryComplete(left[0].Call, end, byItsConsumer: true);
        }
        _ready.TrySetResult(brokenProtocol ?? $"The process ended before it was ready ({ProcessExit.Describe(died)}). Its last lines:\n  {string.Join("\n  ", died.LastLines)}");
        _connection.Dispose();
        return died;
    }
}
