using System.Text;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Workers;

/// <summary>
/// A worker whose call was given up while it ran never serves again, and what was sent behind that call runs elsewhere, once. The clock
/// stands still unless the test moves it: the watch looks only when told to, and a call that has not aged by it is no reason to send nothing behind.
/// </summary>
[Collection(nameof(HostHere))]
public sealed class CancellationTests : IDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(10);
    private static readonly (string, string?)[] s_one = [("Workers:Minimum", "1"), ("Workers:Maximum", "1")];

    private readonly TestClock _clock = new();
    private readonly TemporaryFolder _scratch = new();
    private readonly Counters _counters = new("workers");
    private readonly CancellationTokenSource _cancellation = new();

    public void Dispose()
    {
        _scratch.Dispose();
        _counters.Dispose();
        _cancellation.Dispose();
    }

    [Fact]
    public async Task Cancel_CallEndsByItselfAtOnce_ItsProcessServesNoOther()
    {
        await using var here = new HostHere(HostHere.Workers, _clock, s_one);
        var (cancelled, process) = await BeginAsync(here);
        await _cancellation.CancelAsync();
        var next = here.TextAsync("pid");
        Assert.False(next.IsCompleted); // the process is there and might be free: it takes nothing
        await File.WriteAllTextAsync(_scratch["call.go"], "");
        Assert.Equal(new PythonReply.Cancelled(), await cancelled);
        Assert.NotEqual(process, await next);
        await ProcessTable.GoneAsync(process);
        Assert.True(File.Exists(_scratch["call.ended"])); // it was not killed: it came to its end
        await Until.TrueAsync(() => _counters.Restarts == 1, "the restart to be counted");
        Assert.Equal((1, 0, 0), (_counters.Restarts, _counters.Kills, here.Status.Lost));
    }

    [Fact]
    public async Task Cancel_CallGoesOn_ItsProcessIsKilledAtTheNextLook()
    {
        await using var here = new HostHere(HostHere.Workers, _clock, s_one);
        var (cancelled, process) = await BeginAsync(here);
        await _cancellation.CancelAsync();
        Assert.Equal(new PythonReply.Cancelled(), await cancelled);
        _clock.Advance(s_look);
        await ProcessTable.GoneAsync(process);
        Assert.NotEqual(process, await here.TextAsync("pid"));
        Assert.False(File.Exists(_scratch["call.ended"]));
        await Until.TrueAsync(() => _counters.Restarts == 1, "the restart to be counted");
        Assert.Equal((1, 1, 1), (_counters.Restarts, _counters.Kills, here.Status.Lost));
    }

    [Fact]
    public async Task Cancel_OthersAreSentBehind_TheyRunElsewhereOnce()
    {
        await using var here = new HostHere(HostHere.Workers, _clock, s_one);
        await here.TextAsync("echo");
        var beginning = BeginAsync(here);
        var behind = Enumerable.Range(0, 5).Select(_ => here.TextAsync("appends_pid", _scratch["ran"])).ToArray(); // sent at once, and taken back when the first one lasts
        var (cancelled, process) = await beginning;
        await _cancellation.CancelAsync();
        await cancelled;
        _clock.Advance(s_look);
        await ProcessTable.GoneAsync(process);
        var processes = await Task.WhenAll(behind);
        Assert.DoesNotContain(process, processes);
        Assert.Equal(processes.Order(), (await File.ReadAllLinesAsync(_scratch["ran"])).Order());
    }

    [Fact]
    public async Task Cancel_CallWaitsBehindAnother_ItNeverRunsAndTheProcessServesOn()
    {
        await using var here = new HostHere(HostHere.Workers, _clock, s_one);
        var (first, process) = await BeginAsync(here, cancellable: false);
        var unbegun = here.Host.CallAsync(new PythonCall("hosted.cases.appends_pid", Encoding.UTF8.GetBytes(_scratch["ran"])), _cancellation.Token);
        var behind = here.TextAsync("pid");
        _clock.Advance(TimeSpan.FromMilliseconds(5)); // the first one has aged: what comes back is not sent behind it again
        await _cancellation.CancelAsync();
        Assert.Equal(new PythonReply.Cancelled(), await unbegun);
        await Until.TrueAsync(() => here.Status.Waiting == 1, "the other call to come back"); // and the cancelled one with it
        await File.WriteAllTextAsync(_scratch["call.go"], "");
        Assert.IsType<PythonReply.Returned>(await first);
        Assert.Equal(process, await behind);
        Assert.False(File.Exists(_scratch["ran"]));
        Assert.Equal((0, 0, 0), (_counters.Restarts, _counters.Kills, here.Status.Lost));
    }

    /// <summary>A call that has begun and goes on until <c>call.go</c> is there; its process.</summary>
    private async Task<(Task<PythonReply> Call, string Process)> BeginAsync(HostHere here, bool cancellable = true)
    {
        var call = new PythonCall("hosted.cases.begins_and_ends", Encoding.UTF8.GetBytes(_scratch["call"]));
        var running = here.Host.CallAsync(call, cancellable ? _cancellation.Token : default).AsTask();
        return (running, await Until.WrittenAsync(_scratch["call.begun"]));
    }
}
