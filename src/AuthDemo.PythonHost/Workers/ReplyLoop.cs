using AuthDemo.PythonHost.Processes;
using AuthDemo.PythonHost.Queueing;

namespace AuthDemo.PythonHost.Workers;

/// <summary>
/// Reads a worker's replies, on a thread of its own. While the worker has more calls to run, the thread lets some replies gather in the
/// pipe before it looks again, so one wake-up serves a batch, and it sends the calls that came meanwhile in one piece.
/// </summary>
internal sealed class ReplyLoop(Worker worker, PythonProcess process, FrameHandler handler, Deliveries deliveries, CallQueue queue, int maxMessageBytes)
{
    /// <summary>With more calls than this the worker is busy for a while: nothing needs to be sent or read at once.</summary>
    public const int ManyCalls = 4;

    /// <summary>What a frame may hold beside a payload: names, levels.</summary>
    private const long FrameOverhead = 64 * 1024;

    /// <summary>When the call that runs has not ended after so many milliseconds, those behind it are recalled.</summary>
    private const int PatienceMilliseconds = 2;

    private const double LongestGatherMicroseconds = 500;
    private const double GatherShare = 0.7;

    private readonly FrameReader _reader = new(process.StandardOutput, maxMessageBytes + FrameOverhead);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double _microsecondsPerCall;
    private long _gatheredAt;
    private long _gatheredServed;
    private volatile bool _longCall;

    /// <summary>The call that runs takes long, so nothing may be sent behind it.</summary>
    public bool IsLongCall => _longCall;

    /// <summary>The end of the pipe was reached, or what came from it is not of the protocol.</summary>
    public Task Ended => _ended.Task;

    /// <param name="turn">How many threads read before this one.</param>
    public void Start(int turn = 0) => new Thread(() => Read(turn)) { IsBackground = true, Name = $"python-worker-{process.Id}" }.Start();

    /// <summary>Keeps the loop running when its thread is blocked by a caller's code. True while replies are being delivered.</summary>
    public bool KeepRunning(long now)
    {
        var check = deliveries.TakeOver(now, out var turn);
        if (check == DeliveryCheck.HeldUp)
            Start(turn);
        return check != DeliveryCheck.Idle;
    }

    /// <summary>Of several turns only the last reads; one that was blocked by a caller's code finds that out when its replies are delivered.</summary>
    private void Read(int turn)
    {
        while (true)
        {
            worker.SendCalls();
            worker.EndWhenDone();
            Gather();
            if (handler.Failure is not null || !ReadMore())
                break;
            deliveries.Begin();
            while (handler.Failure is null && _reader.TryNext(out var frame))
                handler.Handle(frame);
            if (_reader.TooLarge > 0)
                handler.Fail(FormattableString.Invariant($"The worker sent a frame of {_reader.TooLarge} bytes; Python:MaxMessageBytes allows {maxMessageBytes}."));
            worker.SendCalls();
            if (!deliveries.Deliver(turn))
                return;
        }
        _ended.SetResult();
    }

    private bool ReadMore()
    {
        try
        {
            if (!_reader.Wait(worker.InFlight == 0 ? 0 : PatienceMilliseconds))
                WaitForLongCall();
            return _reader.Fill();
        }
        catch (IOException e)
        {
            handler.Fail($"The worker's pipe failed: {e.Message}");
            return false;
        }
    }

    /// <summary>
    /// The worker is idle, or runs something that takes long: from here on nothing is sent behind the call that runs, until there is a
    /// reply; what was sent before is recalled.
    /// </summary>
    private void WaitForLongCall()
    {
        _longCall = true;
        if (worker.InFlight > 1)
            worker.Recall();
        _reader.Wait(Timeout.Infinite);
        _longCall = false;
    }

    /// <summary>Sleeps for a good part of the time that the worker needs for its calls, judged by the latest ones.</summary>
    private void Gather()
    {
        var (now, served) = (queue.Now, worker.Served);
        if (served > _gatheredServed)
        {
            var each = (now - _gatheredAt) * 1e6 / queue.Time.TimestampFrequency / (served - _gatheredServed);
            _microsecondsPerCall += (Math.Min(each, LongestGatherMicroseconds) - _microsecondsPerCall) / 8;
        }
        (_gatheredAt, _gatheredServed) = (now, served);
        var count = worker.InFlight;
        if (count > ManyCalls)
            ShortSleep.Microseconds((uint)Math.Min(count * _microsecondsPerCall * GatherShare, LongestGatherMicroseconds));
    }
}
