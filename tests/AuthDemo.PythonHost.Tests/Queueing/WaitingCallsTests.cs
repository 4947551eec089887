using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Queueing;
using AuthDemo.PythonHost.Telemetry;
using AuthDemo.PythonHost.Tests.Arrange;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.PythonHost.Tests.Queueing;

/// <summary>Whose turn it is: urgent calls are named h1, h2 …, normal ones p1, p2 …</summary>
public sealed class WaitingCallsTests : IDisposable
{
    private static readonly PythonReply s_done = new PythonReply.Returned(default);

    private readonly FakeTimeProvider _time = new();
    private readonly PythonMetrics _metrics;
    private readonly CallQueue _queue;
    private readonly FakeConsumer _consumer = new();

    public WaitingCallsTests()
    {
        _metrics = new PythonMetrics(null, _time);
        _queue = new CallQueue(new PythonHostOptions { QueueLimit = 16, WaitBudget = TimeSpan.FromSeconds(5) }, _time, _metrics);
    }

    public void Dispose()
    {
        _queue.Dispose();
        _metrics.Dispose();
    }

    [Theory]
    [InlineData("p1 p2 p3", "p1 p2 p3")]
    [InlineData("h1 h2 h3 h4 h5 h6", "h1 h2 h3 h4 h5 h6")]
    [InlineData("p1 h1", "h1 p1")]
    [InlineData("p1 p2 h1 h2 p3 h3", "h1 h2 h3 p1 p2 p3")]
    [InlineData("p1 p2 p3 h1 h2 h3 h4 h5 h6 h7 h8 h9", "h1 h2 h3 h4 p1 h5 h6 h7 h8 p2 h9 p3")]
    [InlineData("p1 h1 h2 h3 h4 h5 h6", "h1 h2 h3 h4 p1 h5 h6")]
    public void Take_CallsOfBothKindsWait_PatientOnesHaveEachFifthTurn(string entered, string taken)
    {
        foreach (var name in entered.Split(' '))
            _ = Enqueue(name);
        Assert.Equal(taken, string.Join(' ', TakeAll()));
    }

    [Fact]
    public void Take_UrgentCallsNeverEnd_NthPatientCallIsNumber5N()
    {
        for (var n = 1; n <= 3; n++)
            _ = Enqueue($"p{n}");
        for (var n = 1; n <= 4; n++)
            _ = Enqueue($"h{n}");
        var places = new List<int>();
        for (var turn = 1; turn <= 15; turn++)
        {
            if (Take()[0] == 'p')
                places.Add(turn);
            else
                _ = Enqueue($"h{turn + 4}"); // there are always four more
        }
        Assert.Equal([5, 10, 15], places);
    }

    [Fact]
    public void Take_OnlyUrgentCallsWaited_APatientOneStillWaitsForFour()
    {
        for (var n = 1; n <= 8; n++)
            _ = Enqueue($"h{n}");
        for (var n = 1; n <= 3; n++)
            Take(); // nobody normal was passed over
        _ = Enqueue("p1");
        Assert.Equal("h4 h5 h6 h7 p1 h8", string.Join(' ', TakeAll()));
    }

    [Fact]
    public void Requeue_TakenCalls_AreTheFirstOfTheirLanes()
    {
        foreach (var name in "p1 p2 h1 h2".Split(' '))
            _ = Enqueue(name);
        PendingCall[] taken = [_queue.Take(_consumer)!, _queue.Take(_consumer)!, _queue.Take(_consumer)!];
        Assert.Equal(["a.h1", "a.h2", "a.p1"], taken.Select(call => call.Call.Function));
        foreach (var call in taken.Reverse())
            Assert.True(_queue.Requeue(call));
        Assert.Equal("h1 h2 p1 p2", string.Join(' ', TakeAll()));
    }

    [Fact]
    public async Task Cancel_CallInTheMiddle_OrderOfTheOthersStays()
    {
        using var cancellation = new CancellationTokenSource();
        foreach (var name in "p1 h1".Split(' '))
            _ = Enqueue(name);
        var (normal, urgent) = (Enqueue("p2", cancellation.Token), Enqueue("h2", cancellation.Token));
        foreach (var name in "p3 h3".Split(' '))
            _ = Enqueue(name);
        await cancellation.CancelAsync();
        Assert.IsType<PythonReply.Cancelled>(await normal);
        Assert.IsType<PythonReply.Cancelled>(await urgent);
        Assert.Equal("h1 h3 p1 p3", string.Join(' ', TakeAll()));
    }

    [Fact]
    public async Task Tick_UrgentCallsTimeIsOver_PatientOneWaitsOn()
    {
        var normal = Enqueue("p1");
        var urgent = Enqueue("h1");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new PythonReply.TimedOutWaiting(TimeSpan.FromSeconds(1)), await urgent);
        Assert.False(normal.IsCompleted);
        Assert.Equal("p1", string.Join(' ', TakeAll()));
    }

    [Fact]
    public async Task Enqueue_OneLaneIsFull_TheOtherTakesCalls()
    {
        for (var n = 1; n <= 16; n++)
            _ = Enqueue($"p{n}");
        Assert.Equal(new PythonReply.PoolExhausted(16), await Enqueue("p17"));
        for (var n = 1; n <= 16; n++)
            _ = Enqueue($"h{n}");
        Assert.Equal(new PythonReply.PoolExhausted(16), await Enqueue("h17"));
        Assert.Equal(32, _queue.Waiting);
    }

    [Fact]
    public void Enqueue_BudgetIsTheDefault_CallIsPatient()
    {
        _ = _queue.Enqueue(new PythonCall("a.p1", default) { WaitBudget = TimeSpan.FromSeconds(5) }, default).AsTask();
        _ = Enqueue("h1");
        Assert.Equal("h1 p1", string.Join(' ', TakeAll()));
    }

    private Task<PythonReply> Enqueue(string name, CancellationToken cancellation = default) =>
        _queue.Enqueue(new PythonCall($"a.{name}", default) { WaitBudget = name[0] == 'h' ? TimeSpan.FromSeconds(1) : null }, cancellation).AsTask();

    private string Take()
    {
        var call = _queue.Take(_consumer)!;
        var name = call.Call.Function[2..];
        _queue.TryComplete(call, s_done, byItsConsumer: true);
        return name;
    }

    private IEnumerable<string> TakeAll()
    {
        while (_queue.Waiting > 0)
            yield return Take();
    }
}
