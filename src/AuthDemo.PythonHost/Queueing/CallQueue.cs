using System.Diagnostics;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Telemetry;
using AuthDemo.PythonHost.TwoWay;

namespace AuthDemo.PythonHost.Queueing;

/// <summary>
/// The one bounded queue of a host. It belongs to the host and not to a runner, so a stuck runner holds up one call and a lost
/// pattern can be replaced by another while callers wait. <see cref="WaitingCalls"/> says whose turn it is; who has waited longer than
/// its budget is answered and leaves. One lock guards the list and the phase of every call; it is held for some tens of
/// nanoseconds and never while anything else runs.
/// </summary>
internal sealed class CallQueue : IDisposable
{
    private const int KeptForReuse = 1024;

    /// <summary>How often deadlines are looked at while calls are under way.</summary>
    public static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(10);

    private readonly Lock _lock = new();
    private readonly WaitingCalls _waiting = new();
    private readonly IdleTakers _idle = new();
    private readonly Stack<PendingCall> _unused = new();
    private readonly PythonHostOptions _options;
    private readonly TimeProvider _time;
    private readonly PythonMetrics _metrics;
    private readonly ITimer _timer;
    private PythonReply? _refusal;
    private long _lastId;
    private int _running;
    private bool _ticking;

    public CallQueue(PythonHostOptions options, TimeProvider time, PythonMetrics metrics)
    {
        (_options, _time, _metrics) = (options, time, metrics);
        _timer = time.CreateTimer(static queue => ((CallQueue)queue!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Looked at about every <see cref="TickEvery"/> while calls are under way, outside the lock; the argument is now. Answers whether
    /// it wants to be asked again although no call is under way.
    /// </summary>
    public Func<long, bool>? Watch { get; set; }

    public int Waiting { get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    public int Running { get
        {
            lock (_lock)
                return _running;
        }
    }

    public long Now => _time.GetTimestamp();

    public TimeProvider Time => _time;

    /// <summary>Timestamp units in a time span.</summary>
    public long Units(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);

    public ValueTask<PythonReply> Enter(PythonCall call, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Refused(call, new PythonReply.Cancelled());
        if (call.Payload.Length > _options.MaxMessageBytes)
            return Refused(call, PayloadLimit.Exceeded("request", call.Payload.Length, _options.MaxMessageBytes));

        var activity = PythonMetrics.StartCall(call);
        var hurried = call.WaitBudget < _options.WaitBudget;
        PendingCall pending;
        ValueTask<PythonReply> answer;
        ICallTaker? taker;
        lock (_lock)
        {
            var refusal = _refusal ?? (_waiting.CountOf(hurried) >= _options.QueueLimit && !_idle.Any
                ? new PythonReply.PoolExhausted(_options.QueueLimit) : null);
            if (refusal is not null)
            {
                _metrics.Answered(activity, refusal);
                _metrics.Errors.Note(call, refusal);
                return new(refusal);
            }
            if (!_unused.TryPop(out pending!))
                pending = new PendingCall(this);
            pending.Begin(call, ++_lastId, activity, Now, Units(call.WaitBudget ?? _options.WaitBudget), Units(call.RunBudget ?? _options.RunBudget), hurried);
            answer = pending.Answer;
            _waiting.Add(pending);
            taker = _idle.Pop();
            StartTicking();
        }
        taker?.Wake();
        if (cancellation.CanBeCanceled)
            pending.Cancellation = cancellation.UnsafeRegister(static state => ((PendingCall)state!).GiveUp(), pending);
        return answer;
    }

    /// <summary>The next call, now running; null when there is none: then the taker is woken once when there may be.</summary>
    public PendingCall? Take(ICallTaker taker)
    {
        PendingCall? call;
        lock (_lock)
            call = TakeLocked(taker);
        if (call is not null)
            _metrics.Waited(call.Started - call.Entered);
        return call;
    }

    /// <summary>Answers a call that ran and takes the next in one step.</summary>
    public PendingCall? FinishAndTake(PendingCall call, PythonReply reply, ICallTaker taker)
    {
        bool first;
        PendingCall? next;
        var now = Now;
        lock (_lock)
        {
            first = AnswerLocked(call, byItsRunner: true);
            next = TakeLocked(taker);
        }
        if (first)
            Deliver(call, reply, now);
        if (next is not null)
            _metrics.Waited(next.Started - next.Entered);
        return next;
    }

    /// <summary>Answers a call that its runner still holds, or one that waits. False when it was answered before.</summary>
    public bool TryAnswer(PendingCall call, PythonReply reply, bool byItsRunner = false)
    {
        lock (_lock)
            if (!AnswerLocked(call, byItsRunner))
                return false;
        Deliver(call, reply, Now);
        return true;
    }

    /// <summary>
    /// As <see cref="TryAnswer"/> by its runner, which itself gives the caller the reply (<see cref="PendingCall.SetAnswer"/>) when this
    /// is true.
    /// </summary>
    public bool TryConclude(PendingCall call, PythonReply reply)
    {
        lock (_lock)
            if (!AnswerLocked(call, byItsRunner: true))
                return false;
        Record(call, reply, Now);
        return true;
    }

    /// <summary>Answers a call as cancelled and tells whoever took it, unless it was answered before.</summary>
    public void GiveUp(PendingCall call)
    {
        ICallTaker? taker;
        var id = call.Id;
        lock (_lock)
        {
            taker = call.Phase == CallPhase.Running ? call.Taker : null;
            if (!AnswerLocked(call, byItsRunner: false))
                return;
        }
        taker?.GivenUp(id);
        Deliver(call, new PythonReply.Cancelled(), Now);
    }

    /// <summary>A call that runs inside another, where that one runs: it takes no place here, and has an id and a span like any other.</summary>
    public NestedCall Nest(PythonCall call, Activity? outer, int depth)
    {
        long id;
        lock (_lock)
            id = ++_lastId;
        return new NestedCall(call, id, depth, PythonMetrics.StartCall(call, outer), _metrics);
    }

    /// <summary>Answers the call with this id if it runs and its run budget is over. The object may serve another call by now: hence the id.</summary>
    public bool TryExpire(PendingCall call, long id, long now)
    {
        lock (_lock)
            if (call.Id != id || call.Phase != CallPhase.Running || call.RunsUntil > now || !AnswerLocked(call, byItsRunner: false))
                return false;
        Deliver(call, new PythonReply.TimedOutRunning(_time.GetElapsedTime(call.Started, now)), now);
        return true;
    }

    /// <summary>
    /// A call that was taken ahead of its turn begins only now: its run budget starts here. Returns when it is over, or 0 when the call
    /// was answered meanwhile.
    /// </summary>
    public long Begin(PendingCall call)
    {
        lock (_lock)
        {
            if (call.Phase != CallPhase.Running)
                return 0;
            call.Started = Now;
            return call.RunsUntil = call.Started + call.RunBudget;
        }
    }

    /// <summary>Gives back a call that was taken but never begun: it is next again among those like it. False when it was answered meanwhile.</summary>
    public bool GiveBack(PendingCall call)
    {
        ICallTaker? taker;
        lock (_lock)
        {
            if (call.Phase != CallPhase.Running)
                return false;
            _running--;
            call.Phase = CallPhase.Waiting;
            call.RunsUntil = long.MaxValue;
            _waiting.PutBack(call);
            taker = _idle.Pop();
        }
        taker?.Wake();
        return true;
    }

    /// <summary>From now on every call is answered with this, the waiting ones too; null accepts calls again.</summary>
    public void Refuse(PythonReply? refusal)
    {
        var dropped = new List<PendingCall>();
        lock (_lock)
        {
            _refusal = refusal;
            while (refusal is not null && _waiting.Any is { } call)
            {
                AnswerLocked(call, byItsRunner: true);
                dropped.Add(call);
            }
        }
        foreach (var call in dropped)
            Deliver(call, refusal!, Now);
    }

    /// <summary>The taker takes no more. A wake-up it may have been given goes to another.</summary>
    public void Leave(ICallTaker taker)
    {
        ICallTaker? other = null;
        lock (_lock)
        {
            _idle.Remove(taker);
            if (_waiting.Count > 0)
                other = _idle.Pop();
        }
        other?.Wake();
    }

    /// <summary>Wakes every idle taker, so that it sees that it shall end.</summary>
    public void WakeAll()
    {
        IReadOnlyList<ICallTaker> takers;
        lock (_lock)
            takers = _idle.PopAll();
        foreach (var taker in takers)
            taker.Wake();
    }

    public void Reuse(PendingCall call)
    {
        lock (_lock)
            if (_unused.Count < KeptForReuse)
                _unused.Push(call);
    }

    public void Dispose() => _timer.Dispose();

    private ValueTask<PythonReply> Refused(PythonCall call, PythonReply reply)
    {
        _metrics.Answered(PythonMetrics.StartCall(call), reply);
        _metrics.Errors.Note(call, reply);
        return new(reply);
    }

    private PendingCall? TakeLocked(ICallTaker taker)
    {
        if (_waiting.Take() is not { } call)
        {
            _idle.Add(taker);
            return null;
        }
        _running++;
        call.Phase = CallPhase.Running;
        call.Taker = taker;
        call.Started = Now;
        call.RunsUntil = call.Started + call.RunBudget;
        return call;
    }

    private bool AnswerLocked(PendingCall call, bool byItsRunner)
    {
        if (call.Phase == CallPhase.Answered)
            return false;
        if (call.Phase == CallPhase.Waiting)
            _waiting.Remove(call);
        else
            _running--;
        call.Reusable = byItsRunner || call.Phase == CallPhase.Waiting;
        call.Phase = CallPhase.Answered;
        return true;
    }

    private void Deliver(PendingCall call, PythonReply reply, long now)
    {
        Record(call, reply, now);
        call.SetAnswer(reply, onPool: true);
    }

    private void Record(PendingCall call, PythonReply reply, long now)
    {
        if (call.Started != 0)
            _metrics.Ran(now - call.Started);
        _metrics.Answered(call.Activity, reply);
        _metrics.Errors.Note(call.Call, reply);
    }

    private void StartTicking()
    {
        if (_ticking)
            return;
        _ticking = true;
        _timer.Change(TickEvery, Timeout.InfiniteTimeSpan);
    }

    private void Tick()
    {
        var now = Now;
        List<PendingCall>? expired = null;
        lock (_lock)
        {
            _waiting.CollectExpired(now, ref expired);
            foreach (var call in expired ?? [])
                AnswerLocked(call, byItsRunner: false);
        }
        foreach (var call in expired ?? [])
            Deliver(call, new PythonReply.TimedOutWaiting(_time.GetElapsedTime(call.Entered, now)), now);
        var goOn = Watch?.Invoke(now) ?? false;
        lock (_lock)
        {
            _ticking = goOn || _waiting.Count + _running > 0;
            if (_ticking)
                _timer.Change(TickEvery, Timeout.InfiniteTimeSpan);
        }
    }
}
