using System.Diagnostics.CodeAnalysis;
using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.Workers;

/// <summary>
/// Delivers the replies of one worker to their callers, on the thread that reads them, one after the other: the thread pool's threads spin
/// between two batches, and that alone costs half as much as the call itself (decision 0033). A caller's code must not delay others: once
/// it turned out to take long, callers get their replies on the pool for <see cref="PooledFor"/>; and when it blocks, another thread takes
/// over the reading (<see cref="TakeOver"/>).
/// </summary>
/// <param name="queue">Its clock counts.</param>
/// <param name="switches">Of the current thread.</param>
internal sealed class Deliveries(CallQueue queue, Func<ThreadSwitches> switches)
{
    /// <summary>Callers whose code takes longer than this before it waits again are called on the pool.</summary>
    private const double BriefMicroseconds = 100;

    /// <summary>When another thread takes over: longer than a busy machine lets a thread wait for its turn.</summary>
    public static readonly TimeSpan HeldUpAfter = 3 * CallQueue.TickInterval;

    public static readonly TimeSpan PooledFor = TimeSpan.FromSeconds(1);

    private const long NotYet = long.MaxValue;

    private readonly Lock _lock = new();
    private readonly Queue<(PendingCall Call, PythonReply Reply)> _due = new();
    private int _turn;
    private long _since;
    private long _pooledUntil;
    private double _microsecondsEach;

    public void Add(PendingCall call, PythonReply reply)
    {
        lock (_lock)
            _due.Enqueue((call, reply));
    }

    /// <summary>Replies are about to be added: from now on <see cref="TakeOver"/> must be called until they are delivered.</summary>
    public void Begin()
    {
        lock (_lock)
            _since = NotYet;
    }

    /// <summary>Delivers the replies that were added. False when another thread has taken over: the caller must not read on.</summary>
    /// <param name="turn">How many threads read before this one.</param>
    public bool Deliver(int turn)
    {
        var start = queue.Now;
        var onPool = start < Volatile.Read(ref _pooledUntil);
        var before = switches();
        var count = 0;
        while (TryNext(turn, start, out var call, out var reply))
        {
            count++;
            call.SetAnswer(reply, onPool);
        }
        lock (_lock)
        {
            if (turn != _turn)
            {
                if (turn == _turn - 1 && switches().OnlyInterruptedSince(before))
                    _pooledUntil = 0; // it was not the caller's code
                return false;
            }
            _since = 0;
            if (count > 0 && !onPool)
                Judge(start, count, before);
            return true;
        }
    }

    /// <summary>Called on every tick, from another thread; <paramref name="turn"/> is that of the thread to start when the reading one is blocked.</summary>
    public DeliveryCheck TakeOver(long now, out int turn)
    {
        (PendingCall Call, PythonReply Reply)[] left;
        lock (_lock)
        {
            turn = _turn;
            if (_since == 0)
                return DeliveryCheck.Idle;
            if (now - _since < queue.Units(HeldUpAfter))
                return DeliveryCheck.UnderWay;
            turn = ++_turn;
            (_since, _pooledUntil) = (0, now + queue.Units(PooledFor));
            left = [.. _due];
            _due.Clear();
        }
        foreach (var (call, reply) in left)
            call.SetAnswer(reply, onPool: true);
        return DeliveryCheck.HeldUp;
    }

    private bool TryNext(int turn, long start, [NotNullWhen(true)] out PendingCall? call, [NotNullWhen(true)] out PythonReply? reply)
    {
        (call, reply) = (null, null);
        lock (_lock)
        {
            if (turn != _turn || !_due.TryDequeue(out var next))
                return false;
            _since = start;
            (call, reply) = next;
            return true;
        }
    }

    private void Judge(long start, int count, ThreadSwitches before)
    {
        var now = queue.Now;
        var each = (now - start) * 1e6 / queue.Time.TimestampFrequency / count;
        if (each > BriefMicroseconds && switches().OnlyInterruptedSince(before))
            return;
        _microsecondsEach += (Math.Min(each, 5 * BriefMicroseconds) - _microsecondsEach) / 8;
        if (_microsecondsEach <= BriefMicroseconds)
            return;
        (_microsecondsEach, _pooledUntil) = (0, now + queue.Units(PooledFor));
    }
}

internal enum DeliveryCheck
{
    Idle,
    UnderWay,
    HeldUp,
}
