using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.Telemetry;
using AuthDemo.PythonHost.Tests.Arrange;
using AuthDemo.PythonHost.Workers;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.PythonHost.Tests.Workers;

/// <summary>Who runs the callers' code after a reply: the reading thread while it is brief, else the pool.</summary>
public sealed class DeliveriesTests : IDisposable
{
    private static readonly PythonReply s_done = new PythonReply.Returned(default);
    private static readonly TimeSpan s_guard = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly PythonMetrics _metrics;
    private readonly CallQueue _queue;
    private readonly Deliveries _deliveries;
    private readonly FakeConsumer _taker = new();
    private ThreadSwitches _switches = new(Waited: 5, Interrupted: 7);

    public DeliveriesTests()
    {
        _metrics = new PythonMetrics(null, _time);
        _queue = new CallQueue(new PythonHostOptions(), _time, _metrics);
        _deliveries = new Deliveries(_queue, () => _switches);
    }

    public void Dispose()
    {
        _queue.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public void Deliver_CallersAreBrief_TheyGoOnHereInOrder()
    {
        var seen = new List<(string, int)>();
        Add("a", () => seen.Add(("a", Environment.CurrentManagedThreadId)));
        Add("b", () => seen.Add(("b", Environment.CurrentManagedThreadId)));
        Assert.True(_deliveries.Deliver(0));
        Assert.Equal([("a", Environment.CurrentManagedThreadId), ("b", Environment.CurrentManagedThreadId)], seen);
        Assert.Equal(DeliveryCheck.Idle, _deliveries.TakeOver(_queue.Now, out _));
    }

    [Fact]
    public async Task TakeOver_ACallerBlocks_TheOthersGoOnAndTheThreadReadsNoMore()
    {
        using var blocked = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var other = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Add("blocks", () =>
        {
            blocked.Set();
            release.Wait(s_guard);
        });
        Add("other", () => other.SetResult(Thread.CurrentThread.IsThreadPoolThread));
        var reading = Task.Factory.StartNew(() => _deliveries.Deliver(0), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.True(blocked.Wait(s_guard));
        Assert.Equal(DeliveryCheck.UnderWay, _deliveries.TakeOver(_queue.Now, out _));
        _time.Advance(Deliveries.HeldUpAfter);
        Assert.Equal(DeliveryCheck.HeldUp, _deliveries.TakeOver(_queue.Now, out var turn));
        Assert.Equal(1, turn);
        Assert.True(await other.Task.WaitAsync(s_guard));
        release.Set();
        Assert.False(await reading.WaitAsync(s_guard));
        Assert.True(_deliveries.Deliver(turn));
    }

    [Fact]
    public async Task Deliver_ACallerBlockedBefore_CallersGoOnOnThePoolForASecond()
    {
        Add("blocks", () =>
        {
            _time.Advance(Deliveries.HeldUpAfter);
            _deliveries.TakeOver(_queue.Now, out _);
        });
        Assert.False(_deliveries.Deliver(0));
        var pooled = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        Add("pooled", () => pooled.SetResult(Environment.CurrentManagedThreadId));
        Assert.False(pooled.Task.IsCompleted);
        Assert.True(_deliveries.Deliver(1));
        await pooled.Task.WaitAsync(s_guard);
        _time.Advance(Deliveries.PooledFor);
        AssertGivenHere(turn: 1);
    }

    [Fact]
    public async Task Deliver_CallersTookLong_TheNextGoOnOnThePool()
    {
        for (var i = 0; i < 2; i++)
        {
            Add("takes long", () => _time.Advance(TimeSpan.FromMilliseconds(1)));
            Assert.True(_deliveries.Deliver(0));
        }
        var pooled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Add("pooled", () => pooled.SetResult(Thread.CurrentThread.IsThreadPoolThread));
        Assert.True(_deliveries.Deliver(0));
        Assert.True(await pooled.Task.WaitAsync(s_guard));
    }

    [Fact]
    public void Deliver_ThreadWasInterruptedMeanwhile_CallersAreNotBlamed()
    {
        for (var i = 0; i < 8; i++)
        {
            Add("was interrupted", () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(1));
                _switches = _switches with { Interrupted = _switches.Interrupted + 1 };
            });
            Assert.True(_deliveries.Deliver(0));
        }
        AssertGivenHere(turn: 0);
    }

    [Fact]
    public void TakeOver_ThreadWasOnlyInterrupted_CallersAreNotBlamed()
    {
        Add("was interrupted", () =>
        {
            _time.Advance(Deliveries.HeldUpAfter);
            _switches = _switches with { Interrupted = _switches.Interrupted + 1 };
            _deliveries.TakeOver(_queue.Now, out _);
        });
        Assert.False(_deliveries.Deliver(0));
        AssertGivenHere(turn: 1);
    }

    [Fact]
    public void Deliver_OneCallerTookLong_TheNextGoOnHere()
    {
        Add("takes long", () => _time.Advance(TimeSpan.FromMilliseconds(9)));
        Assert.True(_deliveries.Deliver(0));
        AssertGivenHere(turn: 0);
    }

    [Fact]
    public void Begin_RepliesAreBeingRead_SomebodyMustLookButNobodyTakesOver()
    {
        _deliveries.Begin();
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(DeliveryCheck.UnderWay, _deliveries.TakeOver(_queue.Now, out _));
        Assert.True(_deliveries.Deliver(0));
        Assert.Equal(DeliveryCheck.Idle, _deliveries.TakeOver(_queue.Now, out _));
    }

    private void AssertGivenHere(int turn)
    {
        var thread = 0;
        Add("here", () => thread = Environment.CurrentManagedThreadId);
        Assert.True(_deliveries.Deliver(turn));
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    /// <summary>A call that ran, with a caller that goes on with this.</summary>
    private void Add(string function, Action goesOn)
    {
        _ = GoOnAsync();
        var call = _queue.Take(_taker)!;
        Assert.True(_queue.TryCompleteSilently(call, s_done));
        _deliveries.Add(call, s_done);

        async Task GoOnAsync()
        {
            await _queue.Enqueue(new PythonCall($"a.{function}", default), default);
            goesOn();
        }
    }
}
