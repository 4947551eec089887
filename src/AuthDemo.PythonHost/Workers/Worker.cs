using System.Diagnostics.CodeAnalysis;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.Telemetry;

namespace AuthDemo.PythonHost.Workers;

/// <summary>
/// One worker of the pool: what it was sent and not yet answered, in order. The worker writes each reply before it begins the next
/// call, so the oldest call without a reply is the one that runs. When the process ends, that one is answered with how it ended, and
/// those behind it, which never began, go back to the queue. A worker that shall end takes no more and is never used again.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Disposed at the end of the process, by the reading loop.")]
internal sealed partial class Worker : ICallTaker
{
    /// <summary>Behind a call that has run longer than this nothing more is sent: it might take long.</summary>
    private static readonly TimeSpan s_brief = TimeSpan.FromMilliseconds(1);

    /// <summary>With more calls than this the worker is busy for a while: nothing needs to be sent or read at once.</summary>
    private const int Plenty = 4;

    /// <summary>What a frame may hold beside a payload: names, levels.</summary>
    private const long FrameOverhead = 64 * 1024;

    private static long s_lastNumber;

    private readonly CallQueue _queue;
    private readonly PythonHostOptions _options;
    private readonly int _inFlight;
    private readonly Lock _lock = new();
    private readonly LinkedList<(PendingCall Call, long Id)> _sent = new();
    private readonly TaskCompletionSource<string?> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OutputLines _output;
    private readonly Deliveries _deliveries;
    private readonly CancellationTokenSource _ending = new();
    private WorkerProcess _process = null!;
    private FrameWriter _writer = null!;
    private int _count;
    private string? _broken;
    private volatile WorkerState _state = WorkerState.Starting;
    private volatile int _load = ICallTaker.Full;
    private long _mayTake;
    private long _headId;
    private long _headRunsUntil;
    private long _headStarted;

    public Worker(CallQueue queue, PythonHostOptions options, PythonOutput output, int inFlight, long maxCalls)
    {
        (_queue, _options, _inFlight, _mayTake) = (queue, options, inFlight, maxCalls == 0 ? long.MaxValue : maxCalls);
        Since = queue.Time.GetUtcNow();
        _deliveries = new Deliveries(queue, () => ThreadSwitches.Now);
        _output = new OutputLines((level, source, text, call) =>
        {
            if (source == "stderr")
                _process.Remember(text);
            output.Write(level, source, text, call);
        });
    }

    /// <summary>Unique in this process, as a process id is not.</summary>
    public string Id { get; } = FormattableString.Invariant($"worker-{Interlocked.Increment(ref s_lastNumber)}");

    public DateTimeOffset Since { get; }

    public int ProcessId => _process.Id;

    public WorkerState State => _state;

    /// <summary>Calls answered so far.</summary>
    public long Served { get; private set; }

    /// <summary>When it last had something to do, and when it was started.</summary>
    public long BusyUntil { get; private set; }

    public long StartedAt { get; private set; }

    /// <summary>The call that runs; 0 for none.</summary>
    public long HeadId => Volatile.Read(ref _headId);

    public int Load
    {
        get
        {
            var load = _load;
            return load is 0 or ICallTaker.Full ? load
                : _unwatched || _queue.Now - Volatile.Read(ref _headStarted) > _queue.Units(s_brief) ? ICallTaker.Full : load;
        }
    }

    /// <summary>It was given a call at least.</summary>
    public bool TookCalls { get; private set; }

    /// <summary>It has taken all the calls it may: it ends when they are answered.</summary>
    public bool Spent => Volatile.Read(ref _mayTake) == 0;

    /// <summary>Null when it is ready, else what went wrong.</summary>
    public Task<string?> Ready => _ready.Task;

    /// <summary>How the process ended; its calls are answered or given back by then.</summary>
    public Task<PythonReply.WorkerDied> Ended { get; private set; } = null!;

    /// <summary>Takes over the process and shakes hands; <see cref="Ready"/> tells the outcome.</summary>
    public void Begin(WorkerProcess process, byte[] setup)
    {
        (_process, _writer) = (process, new FrameWriter(process.ToWorker));
        StartedAt = BusyUntil = _queue.Now;
        _writer.Add(FrameKind.Setup, 0, setup);
        _writer.Flush();
        _reader = new FrameReader(process.FromWorker, _options.MaxMessageBytes + FrameOverhead);
        StartReading(turn: 0);
        Ended = Task.Run(EndAsync);
    }

    public void Wake() => Fill();

    /// <summary>Takes no more calls, finishes those it has, then ends.</summary>
    public void Retire()
    {
        lock (_lock)
        {
            if (_state is not (WorkerState.Ready or WorkerState.Starting))
                return;
            SetState(WorkerState.Retiring);
        }
        _queue.Leave(this);
        EndWhenDone();
    }

    /// <summary>Takes no more calls and is terminated; killed when it is not gone within the grace.</summary>
    public void Kill()
    {
        lock (_lock)
            SetState(WorkerState.Ending);
        _queue.Leave(this);
        _process.Kill(_options.Grace);
    }

    private void Fill()
    {
        bool hurry;
        lock (_lock)
        {
            hurry = _sent.Count <= Plenty;
            while (_state == WorkerState.Ready && _mayTake > 0 && _sent.Count < _inFlight && Load != ICallTaker.Full && _queue.Take(this) is { } call)
            {
                _mayTake--;
                TookCalls = true;
                _sent.AddLast((call, call.Id));
                _writer.AddCall(FrameKind.Call, call.Id, call.Call.Function, call.Activity?.Id ?? "", call.Call.Payload.Span);
                if (_sent.Count == 1)
                    SetHead();
                SetLoad();
            }
            if (_mayTake == 0 && _state == WorkerState.Ready)
                SetState(WorkerState.Retiring);
        }
        if (hurry)
            _writer.Flush(); // else the reading thread sends it with others
    }

    /// <summary>
    /// Caller holds the lock. The oldest call begins now, as far as anyone outside can know. False when it was given up before its turn
    /// and did not come back in time.
    /// </summary>
    private bool SetHead()
    {
        if (_sent.First is { } first)
        {
            var (call, id) = first.Value;
            _headStarted = _queue.Now;
            var until = _queue.Begin(call);
            _headRunsUntil = until == 0 ? _headStarted + call.RunBudget : until;
            Volatile.Write(ref _headId, id);
            if (until == 0)
                Condemn();
            return until != 0;
        }
        Volatile.Write(ref _headId, 0);
        BusyUntil = _queue.Now;
        return true;
    }

    private void SetLoad()
    {
        Volatile.Write(ref _count, _sent.Count);
        _load = _state != WorkerState.Ready || _sent.Count >= _inFlight ? ICallTaker.Full : _sent.Count;
    }

    private void SetState(WorkerState state)
    {
        if (state > _state)
            _state = state;
        SetLoad();
    }

    private void EndWhenDone()
    {
        lock (_lock)
        {
            if (_state != WorkerState.Retiring || _sent.Count > 0)
                return;
            SetState(WorkerState.Ending);
        }
        _queue.Leave(this);
        _writer.Add(FrameKind.Drain, 0);
        _writer.Flush();
        _ = KillIfItStaysAsync();
    }

    private async Task KillIfItStaysAsync()
    {
        if (await Task.WhenAny(Ended, Task.Delay(_options.Grace)) != Ended)
            _process.Kill(_options.Grace);
    }

    /// <summary>The end of the pipe, or of the process when something it forked holds the pipe open.</summary>
    private async Task<PythonReply.WorkerDied> EndAsync()
    {
        var gone = _process.GoneAsync();
        if (await Task.WhenAny(_readToTheEnd.Task, gone) == gone)
            await Task.WhenAny(_readToTheEnd.Task, Task.Delay(TimeSpan.FromMilliseconds(200)));
        return await DieAsync();
    }
}

/// <summary>In this order only.</summary>
internal enum WorkerState
{
    Starting,
    Ready,
    Retiring,
    Ending,
}
