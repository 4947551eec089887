using System.Diagnostics;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Telemetry;

namespace AuthDemo.PythonHost.Queueing;

/// <summary>
/// The one bounded queue of a host. It belongs to the host and not to a consumer: a consumer that hangs holds up one call, and a lost
/// pattern can be replaced by another while callers wait. <see cref="WaitingCalls"/> orders the calls; one that has waited longer than
/// its budget is answered. One lock guards the phase of every call; it is held for some tens of nanoseconds and never while anything
/// else runs.
/// </summary>
internal sealed class CallQueue : IDisposable
{
    private const int KeptForReuse = 1024;

    /// <summary>How often deadlines are checked while there are calls.</summary>
    public static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(10);

    private readonly Lock _lock = new();
    private readonly ActiveCalls _calls = new();
    private readonly IdleConsumers _idle = new();
    private readonly Stack<PendingCall> _unused = new();
    private readonly PythonHostOptions _options;
    private readonly TimeProvider _time;
    private readonly CallReport _report;
    private readonly ITimer _timer;
    private PythonReply? _rejection;
    private long _lastId;
    private bool _ticking;

    public CallQueue(PythonHostOptions options, TimeProvider time, PythonMetrics metrics)
    {
        (_options, _time, Metrics, _report) = (options, time, metrics, new CallReport(metrics));
        _timer = time.CreateTimer(static queue => ((CallQueue)queue!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Called about every <see cref="TickInterval"/> while there are calls, outside the lock; the argument is now. Returns whether it must
    /// be called again although there is no call.
    /// </summary>
    public Func<long, bool>? Watch { get; set; }

    public PythonMetrics Metrics { get; }

    public int Waiting { get
        {
            lock (_lock)
                return _calls.Waiting;
        }
    }

    public int Running { get
        {
            lock (_lock)
                return _calls.Running;
        }
    }

    public long Now => _time.GetTimestamp();

    public TimeProvider Time => _time;

    /// <summary>Timestamp units in a time span.</summary>
    public long Units(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);

    /// <summary>The id of a call, unique in this process; also of those that do not go through the queue.</summary>
    public long NextId() => Interlocked.Increment(ref _lastId);

    public ValueTask<PythonReply> Enqueue(PythonCall call, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Reject(call, new PythonReply.Cancelled(), PythonMetrics.StartCall(call));
        if (call.Payload.Length > _options.MaxMessageBytes)
            return Reject(call, PayloadLimit.Exceeded("request", call.Payload.Length, _options.MaxMessageBytes), PythonMetrics.StartCall(call));

        var urgent = call.WaitBudget < _options.WaitBudget;
        var activity = PythonMetrics.StartCall(call);
        PythonReply? rejection;
        PendingCall? pending = null;
        ValueTask<PythonReply> answer = default;
        ICallConsumer? consumer = null;
        lock (_lock)
        {
            rejection = _rejection ?? (_calls.WaitingIn(urgent) >= _options.QueueLimit && !_idle.Any ? new PythonReply.PoolExhausted(_options.QueueLimit) : null);
            if (rejection is null)
            {
                if (!_unused.TryPop(out pending))
                    pending = new PendingCall(this);
                pending.Begin(call, NextId(), activity, Now, Units(call.WaitBudget ?? _options.WaitBudget), Units(call.RunBudget ?? _options.RunBudget), urgent);
                answer = pending.Answer;
                _calls.Add(pending);
                consumer = _idle.Pop();
                StartTimer();
            }
        }
        if (rejection is not null)
            return Reject(call, rejection, activity);
        consumer?.Wake();
        if (cancellation.CanBeCanceled)
            pending!.Cancellation = cancellation.UnsafeRegister(static state => ((PendingCall)state!).Cancel(), pending);
        return answer;
    }

    /// <summary>The next call, now running; null when there is none: then the consumer is woken once when there may be.</summary>
    public PendingCall? Take(ICallConsumer consumer)
    {
        PendingCall? call;
        lock (_lock)
            call = TakeLocked(consumer);
        if (call is not null)
            _report.Started(call);
        return call;
    }

    /// <summary>Answers a call that ran and takes the next in one step.</summary>
    public PendingCall? CompleteAndTake(PendingCall call, PythonReply reply, ICallConsumer consumer)
    {
        bool first;
        PendingCall? next;
        var now = Now;
        lock (_lock)
        {
            first = _calls.Complete(call, byItsConsumer: true);
            next = TakeLocked(consumer);
        }
        if (first)
            Deliver(call, reply, now);
        if (next is not null)
            _report.Started(next);
        return next;
    }

    /// <summary>Answers a call, running or waiting. False when it was answered before.</summary>
    public bool TryComplete(PendingCall call, PythonReply reply, bool byItsConsumer = false)
    {
        if (!TryCompleteSilently(call, reply, byItsConsumer))
            return false;
        call.SetAnswer(reply, onPool: true);
        return true;
    }

    /// <summary>As <see cref="TryComplete"/>, but when this is true it is on the consumer to give the caller the reply (<see cref="PendingCall.SetAnswer"/>).</summary>
    public bool TryCompleteSilently(PendingCall call, PythonReply reply, bool byItsConsumer = true)
    {
        lock (_lock)
            if (!_calls.Complete(call, byItsConsumer))
                return false;
        _report.Completed(call, reply, Now);
        return true;
    }

    /// <summary>Answers a call as cancelled and notifies its consumer, unless it was answered before.</summary>
    public void Cancel(PendingCall call)
    {
        ICallConsumer? consumer;
        var id = call.Id;
        lock (_lock)
        {
            consumer = call.Phase == CallPhase.Running ? call.Consumer : null;
            if (!_calls.Complete(call, byItsConsumer: false))
                return;
        }
        consumer?.Cancelled(id);
        Deliver(call, new PythonReply.Cancelled(), Now);
    }

    /// <summary>Answers the call with this id if it runs and its run budget is over. The object may serve another call by now: hence the id.</summary>
    public bool TryExpire(PendingCall call, long id, long now)
    {
        lock (_lock)
            if (call.Id != id || call.Phase != CallPhase.Running || call.RunsUntil > now || !_calls.Complete(call, byItsConsumer: false))
                return false;
        Deliver(call, new PythonReply.TimedOutRunning(_time.GetElapsedTime(call.Started, now)), now);
        return true;
    }

    /// <summary>
    /// A call that was taken in advance begins only now: its run budget starts here. Returns when it is over, or 0 when the call was
    /// answered meanwhile.
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

    /// <summary>A call that was taken but never begun waits again, before all others of its lane. False when it was answered meanwhile.</summary>
    public bool Requeue(PendingCall call)
    {
        ICallConsumer? consumer;
        lock (_lock)
        {
            if (call.Phase != CallPhase.Running)
                return false;
            _calls.Requeue(call);
            consumer = _idle.Pop();
        }
        consumer?.Wake();
        return true;
    }

    /// <summary>From now on every call is answered with this, the waiting ones too, until <see cref="AcceptAgain"/>.</summary>
    public void RejectAll(PythonReply rejection)
    {
        var rejected = new List<PendingCall>();
        lock (_lock)
        {
            _rejection = rejection;
            while (_calls.AnyWaiting is { } call)
            {
                _calls.Complete(call, byItsConsumer: true);
                rejected.Add(call);
            }
        }
        foreach (var call in rejected)
            Deliver(call, rejection, Now);
    }

    /// <summary>Ends <see cref="RejectAll"/>.</summary>
    public void AcceptAgain()
    {
        lock (_lock)
            _rejection = null;
    }

    /// <summary>The consumer takes no more. A wake-up it may have been given goes to another.</summary>
    public void Unregister(ICallConsumer consumer)
    {
        ICallConsumer? other = null;
        lock (_lock)
        {
            _idle.Remove(consumer);
            if (_calls.Waiting > 0)
                other = _idle.Pop();
        }
        other?.Wake();
    }

    public void Reuse(PendingCall call)
    {
        lock (_lock)
            if (_unused.Count < KeptForReuse)
                _unused.Push(call);
    }

    public void Dispose() => _timer.Dispose();

    private ValueTask<PythonReply> Reject(PythonCall call, PythonReply reply, Activity? activity)
    {
        _report.Rejected(call, reply, activity);
        return new(reply);
    }

    private PendingCall? TakeLocked(ICallConsumer consumer)
    {
        var call = _calls.Start(consumer, Now);
        if (call is null)
            _idle.Add(consumer);
        return call;
    }

    private void Deliver(PendingCall call, PythonReply reply, long now)
    {
        _report.Completed(call, reply, now);
        call.SetAnswer(reply, onPool: true);
    }

    private void StartTimer()
    {
        if (_ticking)
            return;
        _ticking = true;
        _timer.Change(TickInterval, Timeout.InfiniteTimeSpan);
    }

    private void Tick()
    {
        var now = Now;
        IReadOnlyList<PendingCall> expired;
        lock (_lock)
            expired = _calls.CompleteExpired(now);
        foreach (var call in expired)
            Deliver(call, new PythonReply.TimedOutWaiting(_time.GetElapsedTime(call.Entered, now)), now);
        var again = Watch?.Invoke(now) ?? false;
        lock (_lock)
        {
            _ticking = again || _calls.Waiting + _calls.Running > 0;
            if (_ticking)
                _timer.Change(TickInterval, Timeout.InfiniteTimeSpan);
        }
    }
}
