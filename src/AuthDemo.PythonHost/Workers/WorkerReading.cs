namespace AuthDemo.PythonHost.Workers;

/// <summary>
/// The reading of a worker's replies, on a thread of its own. While the worker has more calls to run, the thread lets some replies
/// gather in the pipe before it looks again, so one wake-up serves a batch, and sends the calls that came meanwhile in one piece.
/// </summary>
internal sealed partial class Worker
{
    /// <summary>When the call that runs has not ended after so many milliseconds, those behind it are taken back.</summary>
    private const int PatienceMilliseconds = 2;

    private const double LongestGatherMicroseconds = 500;
    private const double GatherShare = 0.7;

    private FrameReader _reader = null!;
    private readonly TaskCompletionSource _readToTheEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double _microsecondsEach;
    private long _gatheredAt;
    private long _gatheredServed;
    private volatile bool _unwatched;

    /// <summary>Keeps the reading going when the thread that reads is held up by a caller's code. True while replies are being given.</summary>
    public bool KeepReading(long now)
    {
        var check = _deliveries.TakeOver(now, out var turn);
        if (check == DeliveryCheck.HeldUp)
            StartReading(turn);
        return check != DeliveryCheck.Idle;
    }

    private void StartReading(int turn) => new Thread(() => Read(turn)) { IsBackground = true, Name = $"python-worker-{ProcessId}" }.Start();

    /// <summary>Of several turns only the last reads; one that was held up by a caller's code finds that out when it has given its replies.</summary>
    private void Read(int turn)
    {
        while (true)
        {
            Fill();
            _writer.Flush();
            EndWhenDone();
            Gather();
            if (_broken is not null || !ReadMore())
                break;
            _deliveries.Begin();
            while (_broken is null && _reader.TryNext(out var frame))
                Handle(frame);
            if (_reader.TooLarge > 0)
                Break(FormattableString.Invariant($"a frame of {_reader.TooLarge} bytes; Python:MaxMessageBytes allows {_options.MaxMessageBytes}"));
            Fill();
            _writer.Flush();
            if (!_deliveries.Deliver(turn))
                return;
        }
        _readToTheEnd.SetResult();
    }

    private bool ReadMore()
    {
        try
        {
            if (!_reader.Wait(Volatile.Read(ref _count) == 0 ? 0 : PatienceMilliseconds))
                WaitUnwatched();
            return _reader.Fill();
        }
        catch (IOException e)
        {
            _broken = $"The worker's pipe failed: {e.Message}";
            return false;
        }
    }

    /// <summary>
    /// The worker has nothing to do, or does something that takes long: from here on nothing is sent behind the call that runs, until
    /// there is a reply; what was sent before is taken back.
    /// </summary>
    private void WaitUnwatched()
    {
        _unwatched = true;
        if (Volatile.Read(ref _count) > 1)
            TakeBack();
        _reader.Wait(Timeout.Infinite);
        _unwatched = false;
    }

    /// <summary>Sleeps for a good part of the time that the worker needs for what it has, judged by its latest calls.</summary>
    private void Gather()
    {
        var (now, served) = (_queue.Now, Served);
        if (served > _gatheredServed)
        {
            var each = (now - _gatheredAt) * 1e6 / _queue.Time.TimestampFrequency / (served - _gatheredServed);
            _microsecondsEach += (Math.Min(each, LongestGatherMicroseconds) - _microsecondsEach) / 8;
        }
        (_gatheredAt, _gatheredServed) = (now, served);
        var count = Volatile.Read(ref _count);
        if (count > Plenty)
            UnixSignals.Pause((uint)Math.Min(count * _microsecondsEach * GatherShare, LongestGatherMicroseconds));
    }
}
