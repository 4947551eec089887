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
    private readonly FakeTaker _taker = new();

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
        var first = Enter("a.first");
        var second = Enter("a.second");
        var call = _queue.Take(_taker)!;
        Assert.Equal("a.first", call.Call.Function);
        call = _queue.FinishAndTake(call, s_done, _taker)!;
        Assert.Equal("a.second", call.Call.Function);
        Assert.Null(_queue.FinishAndTake(call, s_done, _taker));
        Assert.Same(s_done, await first);
        Assert.Same(s_done, await second);
    }

    [Fact]
    public void Enter_TakerIsIdle_WakesItOnce()
    {
        Assert.Null(_queue.Take(_taker));
        _ = Enter("a.first");
        _ = Enter("a.second");
        Assert.Equal(1, _taker.Wakes);
    }

    [Fact]
    public async Task Enter_QueueIsFull_PoolIsExhausted()
    {
        _ = Enter("a.first");
        _ = Enter("a.second");
        Assert.Equal(new PythonReply.PoolExhausted(2), await Enter("a.third"));
        Assert.Equal(2, _queue.Waiting);
    }

    [Fact]
    public async Task Tick_WaitBudgetIsOver_CallIsAnsweredAndLeaves()
    {
        var brief = _queue.Enter(new PythonCall("a.brief", default) { WaitBudget = TimeSpan.FromMilliseconds(50) }, default).AsTask();
        var patient = Enter("a.patient");
        _time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(new PythonReply.TimedOutWaiting(TimeSpan.FromMilliseconds(50)), await brief);
        Assert.False(patient.IsCompleted);
        Assert.Equal("a.patient", _queue.Take(_taker)!.Call.Function);
    }

    [Fact]
    public async Task TryExpire_RunBudgetIsOver_CallIsAnsweredAndALateReplyIsDropped()
    {
        var answer = _queue.Enter(new PythonCall("a.b", default) { RunBudget = TimeSpan.FromMilliseconds(50) }, default).AsTask();
        var call = _queue.Take(_taker)!;
        Assert.False(_queue.TryExpire(call, call.Id, _queue.Now));
        _time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.True(_queue.TryExpire(call, call.Id, _queue.Now));
        Assert.Equal(new PythonReply.TimedOutRunning(TimeSpan.FromMilliseconds(50)), await answer);
        Assert.Null(_queue.FinishAndTake(call, s_done, _taker));
    }

    [Fact]
    public async Task TryExpire_ObjectServesAnotherCall_ItIsNotAnswered()
    {
        var first = Enter("a.first");
        var call = _queue.Take(_taker)!;
        var id = call.Id;
        _queue.FinishAndTake(call, s_done, _taker);
        await first;
        var second = Enter("a.second");
        Assert.Same(call, _queue.Take(_taker));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(_queue.TryExpire(call, id, _queue.Now));
        Assert.False(second.IsCompleted);
    }

    [Fact]
    public async Task Cancel_CallWaits_ItLeavesTheQueue()
    {
        using var cancellation = new CancellationTokenSource();
        var answer = _queue.Enter(new PythonCall("a.b", default), cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        Assert.IsType<PythonReply.Cancelled>(await answer);
        Assert.Equal(0, _queue.Waiting);
        Assert.Null(_queue.Take(_taker));
    }

    [Fact]
    public async Task Cancel_CallRuns_TheRunnersReplyIsDropped()
    {
        using var cancellation = new CancellationTokenSource();
        var answer = _queue.Enter(new PythonCall("a.b", default), cancellation.Token).AsTask();
        var call = _queue.Take(_taker)!;
        await cancellation.CancelAsync();
        Assert.IsType<PythonReply.Cancelled>(await answer);
        Assert.False(_queue.TryAnswer(call, s_done, byItsRunner: true));
    }

    [Fact]
    public async Task GiveBack_CallWasNotBegun_ItIsNextAgain()
    {
        _ = Enter("a.first");
        var second = Enter("a.second");
        var call = _queue.Take(_taker)!;
        Assert.True(_queue.GiveBack(call));
        Assert.Same(call, _queue.Take(_taker));
        _queue.FinishAndTake(call, s_done, _taker);
        Assert.False(second.IsCompleted);
        await Task.CompletedTask;
    }

    [Fact]
    public void Leave_TakerWasWokenForACall_AnotherIsWoken()
    {
        var other = new FakeTaker();
        _queue.Take(other);
        _queue.Take(_taker);
        _ = Enter("a.b");
        Assert.Equal((1, 0), (_taker.Wakes, other.Wakes));
        _queue.Leave(_taker);
        Assert.Equal(1, other.Wakes);
    }

    [Fact]
    public async Task Refuse_CallsWait_AllAreAnswered()
    {
        var waiting = Enter("a.b");
        var refusal = new PythonReply.StartFailed("no");
        _queue.Refuse(refusal);
        Assert.Same(refusal, await waiting);
        Assert.Same(refusal, await Enter("a.c"));
        _queue.Refuse(null);
        Assert.False(Enter("a.d").IsCompleted);
    }

    [Fact]
    public async Task Enter_PayloadIsTooLarge_NothingIsQueued()
    {
        var reply = await _queue.Enter(new PythonCall("a.b", new byte[1025]), default);
        Assert.Equal(new PythonReply.ProtocolBroken("The request has 1025 bytes; Python:MaxMessageBytes allows 1024."), reply);
        Assert.Equal(0, _queue.Waiting);
    }

    private Task<PythonReply> Enter(string function) => _queue.Enter(new PythonCall(function, default), default).AsTask();
}
