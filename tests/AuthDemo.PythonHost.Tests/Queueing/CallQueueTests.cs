using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.Telemetry;
using AuthDemo.PythonHost.Tests.Arrange;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.PythonHost.Tests.Queueing;

public sealed class CallQueueTests : IDisposable
{
    private static readonly PythonReply s_done = new PythonReply.Returned(default);

    private readonly FakeTimeProvider _time = new();
    private readonly PythonMetrics _metrics;
    private readonly CallQueue _queue;
    private readonly FakeConsumer _consumer = new();

    public CallQueueTests()
    {
        _metrics = new PythonMetrics(null, _time);
        _queue = new CallQueue(new PythonHostOptions { QueueLimit = 2, MaxMessageBytes = 1024 }, _time, _metrics);
    }

    public void Dispose()
    {
        _queue.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public async Task Take_TwoCallsWait_TheFirstComesFirst()
    {
        var first = Enqueue("a.first");
        var second = Enqueue("a.second");
        var call = _queue.Take(_consumer)!;
        Assert.Equal("a.first", call.Call.Function);
        call = _queue.CompleteAndTake(call, s_done, _consumer)!;
        Assert.Equal("a.second", call.Call.Function);
        Assert.Null(_queue.CompleteAndTake(call, s_done, _consumer));
        Assert.Same(s_done, await first);
        Assert.Same(s_done, await second);
    }

    [Fact]
    public void Enqueue_ConsumerIsIdle_WakesItOnce()
    {
        Assert.Null(_queue.Take(_consumer));
        _ = Enqueue("a.first");
        _ = Enqueue("a.second");
        Assert.Equal(1, _consumer.Wakes);
    }

    [Fact]
    public async Task Enqueue_QueueIsFull_PoolIsExhausted()
    {
        _ = Enqueue("a.first");
        _ = Enqueue("a.second");
        Assert.Equal(new PythonReply.PoolExhausted(2), await Enqueue("a.third"));
        Assert.Equal(2, _queue.Waiting);
    }

    [Fact]
    public async Task Tick_WaitBudgetIsOver_CallIsAnsweredAndLeaves()
    {
        var brief = _queue.Enqueue(new PythonCall("a.brief", default) { WaitBudget = TimeSpan.FromMilliseconds(50) }, default).AsTask();
        var normal = Enqueue("a.normal");
        _time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(new PythonReply.TimedOutWaiting(TimeSpan.FromMilliseconds(50)), await brief);
        Assert.False(normal.IsCompleted);
        Assert.Equal("a.normal", _queue.Take(_consumer)!.Call.Function);
    }

    [Fact]
    public async Task TryExpire_RunBudgetIsOver_CallIsAnsweredAndALateReplyIsDropped()
    {
        var answer = _queue.Enqueue(new PythonCall("a.b", default) { RunBudget = TimeSpan.FromMilliseconds(50) }, default).AsTask();
        var call = _queue.Take(_consumer)!;
        Assert.False(_queue.TryExpire(call, call.Id, _queue.Now));
        _time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.True(_queue.TryExpire(call, call.Id, _queue.Now));
        Assert.Equal(new PythonReply.TimedOutRunning(TimeSpan.FromMilliseconds(50)), await answer);
        Assert.Null(_queue.CompleteAndTake(call, s_done, _consumer));
    }

    [Fact]
    public async Task TryExpire_ObjectServesAnotherCall_ItIsNotAnswered()
    {
        var first = Enqueue("a.first");
        var call = _queue.Take(_consumer)!;
        var id = call.Id;
        _queue.CompleteAndTake(call, s_done, _consumer);
        await first;
        var second = Enqueue("a.second");
        Assert.Same(call, _queue.Take(_consumer));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(_queue.TryExpire(call, id, _queue.Now));
        Assert.False(second.IsCompleted);
    }

    [Fact]
    public async Task Cancel_CallWaits_ItLeavesTheQueue()
    {
        using var cancellation = new CancellationTokenSource();
        var answer = _queue.Enqueue(new PythonCall("a.b", default), cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        Assert.IsType<PythonReply.Cancelled>(await answer);
        Assert.Equal(0, _queue.Waiting);
        Assert.Null(_queue.Take(_consumer));
    }

    [Fact]
    public async Task Cancel_CallRuns_TheRunnersReplyIsDropped()
    {
        using var cancellation = new CancellationTokenSource();
        var answer = _queue.Enqueue(new PythonCall("a.b", default), cancellation.Token).AsTask();
        var call = _queue.Take(_consumer)!;
        await cancellation.CancelAsync();
        Assert.IsType<PythonReply.Cancelled>(await answer);
        Assert.False(_queue.TryComplete(call, s_done, byItsConsumer: true));
    }

    [Fact]
    public async Task Requeue_CallWasNotBegun_ItIsNextAgain()
    {
        _ = Enqueue("a.first");
        var second = Enqueue("a.second");
        var call = _queue.Take(_consumer)!;
        Assert.True(_queue.Requeue(call));
        Assert.Same(call, _queue.Take(_consumer));
        _queue.CompleteAndTake(call, s_done, _consumer);
        Assert.False(second.IsCompleted);
        await Task.CompletedTask;
    }

    [Fact]
    public void Unregister_ConsumerWasWokenForACall_AnotherIsWoken()
    {
        var other = new FakeConsumer();
        _queue.Take(other);
        _queue.Take(_consumer);
        _ = Enqueue("a.b");
        Assert.Equal((1, 0), (_consumer.Wakes, other.Wakes));
        _queue.Unregister(_consumer);
        Assert.Equal(1, other.Wakes);
    }

    [Fact]
    public async Task RejectAll_CallsWait_AllAreAnswered()
    {
        var waiting = Enqueue("a.b");
        var refusal = new PythonReply.StartFailed("no");
        _queue.RejectAll(refusal);
        Assert.Same(refusal, await waiting);
        Assert.Same(refusal, await Enqueue("a.c"));
        _queue.AcceptAgain();
        Assert.False(Enqueue("a.d").IsCompleted);
    }

    [Fact]
    public async Task Enqueue_PayloadIsTooLarge_NothingIsQueued()
    {
        var reply = await _queue.Enqueue(new PythonCall("a.b", new byte[1025]), default);
        Assert.Equal(new PythonReply.ProtocolBroken("The request has 1025 bytes; Python:MaxMessageBytes allows 1024."), reply);
        Assert.Equal(0, _queue.Waiting);
    }

    private Task<PythonReply> Enqueue(string function) => _queue.Enqueue(new PythonCall(function, default), default).AsTask();
}
