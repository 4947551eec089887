using System.Text;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Workers;

/// <summary>Starts that fail again and again: pauses that grow, callers that are told, and the way back. The test moves the
/// clock; the pauses are lengths that nothing else waits for.</summary>
[Collection(nameof(HostHere))]
public sealed class CrashLoopTests : IDisposable
{
    private const string Good = "";
    private const string Bad = "raise RuntimeError('not today')";

    /// <summary>Kills its process whenever the file is there; the process that does so takes the file away.</summary>
    private const string Deadly = """
        import os, threading, time

        def end():
            while True:
                time.sleep(0.002)
                if os.path.exists("DIE"):
                    os.unlink("DIE")
                    os.kill(os.getpid(), 9)

        threading.Thread(target=end, daemon=True).start()
        """;

    private readonly TestClock _clock = new();
    private readonly TemporaryFolder _scratch = new();
    private readonly Counters _counters = new("workers");

    public void Dispose()
    {
        _scratch.Dispose();
        _counters.Dispose();
    }

    [Fact]
    public async Task Start_FailsAgainAndAgain_PausesDoubleCallersAreToldAndItRecovers()
    {
        await using var here = Host(Good);
        Assert.Equal("next", await here.TextAsync("echo", "next"));
        Module(Bad);
        Assert.IsType<PythonReply.WorkerDied>(await here.CallAsync("kills_itself"));
        await _clock.PassAsync(Milliseconds(210));
        await _clock.PassAsync(Milliseconds(420));
        await here.Log.FirstAsync(line => line.Contains("Python is unavailable", StringComparison.Ordinal)); // the third failure: Processes:BreakAfter
        var refused = Assert.IsType<PythonReply.StartFailed>(await here.CallAsync("echo"));
        Assert.Equal("A module of Python:Preload could not be imported: builtins.RuntimeError: not today at moody.py:1 in <module>.", refused.Message);
        Assert.Equal(PythonHostCondition.Failed, here.Status.Condition);
        await _clock.PassAsync(Milliseconds(840));
        await _clock.PassAsync(Milliseconds(1010)); // Processes:MaxBackoff
        await _clock.WaitedForAsync(Milliseconds(1010)); // no start is under way
        Module(Good);
        await _clock.PassAsync(Milliseconds(1010));
        await Until.TrueAsync(() => here.Status.Condition == PythonHostCondition.Serving, "the way back");
        Assert.Equal("next", await here.TextAsync("echo", "next"));
        Assert.Equal(1, _counters.Restarts);

        Module(Bad); // what had succeeded begins anew
        Assert.IsType<PythonReply.WorkerDied>(await here.CallAsync("kills_itself"));
        await _clock.PassAsync(Milliseconds(210));
    }

    [Fact]
    public async Task Worker_DiesIdleAgainAndAgain_CountsAsACrashLoopThoughStartsSucceed()
    {
        await using var here = Host(Deadly.Replace("DIE", _scratch["die"], StringComparison.Ordinal));
        await here.Inner.StartAsync();
        for (var pause = 210; pause <= 420; pause *= 2)
        {
            await DieAsync(here);
            await _clock.PassAsync(Milliseconds(pause));
        }
        await DieAsync(here);
        await here.Log.FirstAsync(line => line.Contains("Python is unavailable", StringComparison.Ordinal));
        Assert.Equal("A worker ended before it had answered a call: SIGKILL.", Assert.IsType<PythonReply.StartFailed>(await here.CallAsync("echo")).Message);
        await _clock.PassAsync(Milliseconds(840));
        await Until.TrueAsync(() => here.Status.Condition == PythonHostCondition.Serving, "the way back");
        Assert.Equal("next", await here.TextAsync("echo", "next"));
        Assert.Equal((3, 3, 0), (here.Status.Lost, _counters.Restarts, _counters.Kills));
    }

    private async Task DieAsync(HostHere here)
    {
        await Until.TrueAsync(() => here.Status.Runners == 1, "a worker");
        await File.WriteAllTextAsync(_scratch["die"], "");
        await Until.TrueAsync(() => !File.Exists(_scratch["die"]), "its end");
    }

    private HostHere Host(string module)
    {
        Module(module);
        return new HostHere(HostHere.Workers, _clock,
            ("Workers:Minimum", "1"), ("Workers:Maximum", "1"), ("SearchPaths:1", _scratch.FullName), ("Preload:1", "moody"),
            ("Processes:Backoff", "00:00:00.21"), ("Processes:MaxBackoff", "00:00:01.01"), ("Processes:BreakAfter", "3"), ("Processes:Jitter", "0"));
    }

    private void Module(string code)
    {
        File.WriteAllText(_scratch["moody.py"], code, Encoding.UTF8);
        if (Directory.Exists(_scratch["__pycache__"]))
            Directory.Delete(_scratch["__pycache__"], recursive: true); // its check is as coarse as a second
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);
}
