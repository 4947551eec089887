using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.Workers;

/// <summary>
/// Calls that run too long or that their callers gave up. A worker whose call was given up while it ran never serves again; what was
/// sent behind that call is taken back, and is begun again elsewhere only if it never began here.
/// </summary>
internal sealed partial class Worker
{
    /// <summary>
    /// From this moment on the worker takes no more calls if it was the running one that was given up, and the watch kills it unless that
    /// one ends by itself. A call that was given up before its turn is asked back.
    /// </summary>
    public void GivenUp(long id)
    {
        bool behind;
        lock (_lock)
        {
            if (_sent.First?.Value.Id == id)
                Condemn();
            behind = _sent.Count > 1;
        }
        if (_state == WorkerState.Retiring)
            _queue.Leave(this);
        if (behind)
            TakeBack();
    }

    /// <summary>Looks at the running call: past its deadline it is answered, and the worker must be killed.</summary>
    public WorkerCheck Look(long now)
    {
        PendingCall head;
        long id;
        int behind;
        bool pastDeadline, brief, givenUp;
        lock (_lock) // a call that has left the list is answered by its own reply, and the one that follows it must not pay for that
        {
            if (_sent.First is not { } first || _state == WorkerState.Ending)
                return WorkerCheck.Fine;
            ((head, id), behind) = (first.Value, _sent.Count - 1);
            pastDeadline = _headRunsUntil <= now;
            brief = now - _headStarted < _queue.Units(CallQueue.TickEvery); // those behind it may still be on their way back
            givenUp = head.Phase == CallPhase.Answered;
        }
        if (pastDeadline)
        {
            _queue.TryExpire(head, id, now);
            return WorkerCheck.PastDeadline;
        }
        if (givenUp && !(brief && behind > 0))
            return WorkerCheck.CancelledButRunning;
        if (behind > 0 && !brief)
            TakeBack();
        return WorkerCheck.Fine;
    }

    /// <summary>Caller holds the lock.</summary>
    private void Condemn()
    {
        _mayTake = 0;
        if (_state == WorkerState.Ready)
            SetState(WorkerState.Retiring);
    }

    private void TakeBack()
    {
        _writer.Add(FrameKind.TakeBack, 0);
        _writer.Flush();
        _process.Signal(UnixSignals.User1);
    }
}

/// <summary>What the watch has to do about a worker.</summary>
internal enum WorkerCheck
{
    Fine,
    PastDeadline,
    CancelledButRunning,
}
