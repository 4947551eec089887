using System.Text;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Workers;

/// <summary>How the pool grows, shrinks and renews itself. The test moves the clock; the pool looks at itself once a second.</summary>
[Collection(nameof(HostHere))]
public sealed class PoolSizeTests : IDisposable
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly TestClock _clock = new();
    private readonly TemporaryFolder _scratch = new();
    private readonly Counters _counters = new("workers");

    public void Dispose()
    {
        _scratch.Dispose();
        _counters.Dispose();
    }

    [Fact]
    public async Task Idle_AboveTheMinimum_EndsAfterItsTimeToLiveAndTheMinimumStays()
    {
        await using var here = Host(("Workers:IdleTimeToLive", "00:00:30"), ("Workers:Linger", "00:00:00"));
        await GrowToThreeAsync(here);
        Pass(29);
        Assert.Equal(3, here.Status.Runners);
        Pass(1);
        await Until.TrueAsync(() => here.Status.Runners == 1, "the pool to shrink");
        Pass(600);
        Assert.Equal("next", await here.TextAsync("echo", "next"));
        Assert.Equal((1, 0, 0), (here.Status.Runners, here.Status.Lost, _counters.Kills));
    }

    [Fact]
    public async Task Idle_NotYetLingered_StaysUntilItHas()
    {
        await using var here = Host(("Workers:IdleTimeToLive", "00:00:01"), ("Workers:Linger", "00:01:00"));
        await GrowToThreeAsync(here);
        Pass(59);
        Assert.Equal(3, here.Status.Runners);
        Pass(1);
        await Until.TrueAsync(() => here.Status.Runners == 1, "the pool to shrink");
    }

    [Fact]
    public async Task Old_WithJitter_EachIsReplacedOnceWithinItsShareOfTheAge()
    {
        await using var here = Host(("Workers:Minimum", "3"), ("Workers:Maximum", "3"), ("Workers:MaxAge", "00:10:00"), ("Processes:Jitter", "0.1"));
        await here.Inner.StartAsync();
        Pass(539);
        Assert.DoesNotContain(here.Log.All, line => line.Contains("it reached its maximum age", StringComparison.Ordinal));
        for (var seconds = 540; seconds <= 661; seconds++) // 10 % and a look beyond the age
        {
            _clock.Advance(s_second);
            await Until.TrueAsync(() => _counters.Restarts == Old(), "another in its place", () => string.Join('\n', here.Log.All));
        }
        Assert.Equal((3, 3), (Old(), here.Status.Runners));
        int Old() => here.Log.All.Count(line => line.Contains("it reached its maximum age", StringComparison.Ordinal));
        Assert.Equal((0, 0), (here.Status.Lost, (int)_counters.Kills));
    }

    [Fact]
    public async Task Calls_AsManyAsAProcessMayServe_EachProcessServesThatManyGiveOrTakeTheJitter()
    {
        await using var here = Host(("Workers:Maximum", "1"), ("Workers:MaxCalls", "20"), ("Processes:Jitter", "0.5"));
        var runs = new List<int>();
        for (var (i, last) = (0, 0); runs.Count < 6; i++)
        {
            var count = int.Parse(await here.TextAsync("counts"), System.Globalization.CultureInfo.InvariantCulture);
            if (count == 1 && i > 0)
                runs.Add(last);
            last = count;
        }
        Assert.All(runs, run => Assert.InRange(run, 10, 30));
        await Until.TrueAsync(() => _counters.Restarts == 6, "each to be replaced");
        Assert.Equal(0, here.Status.Lost);
    }

    [Fact]
    public async Task Process_DiesOrIsKilled_CountersTellRestartsAndKills()
    {
        await using var here = Host(("Workers:Maximum", "1"));
        await here.TextAsync("echo");
        await here.CallAsync("kills_itself");
        Assert.Equal("next", await here.TextAsync("echo", "next"));
        await Until.TrueAsync(() => _counters.Restarts == 1, "the restart");
        Assert.Equal(0, _counters.Kills); // nobody killed it but itself
        var slow = here.CallAsync("sleeps", "3600");
        await Until.TrueAsync(() => here.Status.Running == 1, "the call to run");
        Pass(30);
        Assert.IsType<PythonReply.TimedOutRunning>(await slow);
        Assert.Equal("next", await here.TextAsync("echo", "next"));
        await Until.TrueAsync(() => _counters.Restarts == 2, "the restart");
        Assert.Equal((1, 2), (_counters.Kills, here.Status.Lost));
    }

    [Fact]
    public async Task Named_NoCallForItsTimeToLive_EndsAndItsStateWithIt()
    {
        await using var here = Host(("NamedTimeToLive", "00:30:00"));
        PythonCall Named(PythonCall call) => call with { Worker = "a" };
        Assert.Equal("1", await here.TextAsync("counts", with: Named));
        var process = await here.TextAsync("pid", with: Named);
        await here.Log.FirstAsync(line => line.EndsWith("runs in worker processes: 1 to 1", StringComparison.Ordinal)); // its start no longer waits for time
        Pass(29 * 60);
        Assert.Equal("2", await here.TextAsync("counts", with: Named));
        Pass(29 * 60);
        Assert.Equal("3", await here.TextAsync("counts", with: Named)); // each call begins it anew
        Pass(31 * 60);
        await ProcessTable.GoneAsync(process);
        Assert.Equal("1", await here.TextAsync("counts", with: Named));
    }

    private static HostHere Make(TestClock clock, (string, string?)[] settings) =>
        new(HostHere.Workers, clock, [("Workers:Minimum", "1"), ("Workers:Maximum", "3"), ("Workers:InFlight", "1"), .. settings]);

    private HostHere Host(params (string, string?)[] settings) => Make(_clock, settings);

    private void Pass(int seconds)
    {
        for (var i = 0; i < seconds; i++)
            _clock.Advance(s_second);
    }

    /// <summary>Three calls at a time make the pool grow to three; then all are idle.</summary>
    private async Task GrowToThreeAsync(HostHere here)
    {
        var waits = Enumerable.Range(0, 3).Select(_ => here.CallAsync("waits_for", _scratch["go"])).ToArray();
        await Until.TrueAsync(() => here.Status.Running == 1, "the first to run");
        _clock.Advance(TimeSpan.FromMilliseconds(10)); // a look: it grows by one, and by one again when that is done and calls still wait
        await Until.TrueAsync(() => here.Status.Running == 3 && _counters.Restarts == 2, "the pool to grow");
        await File.WriteAllTextAsync(_scratch["go"], "");
        Assert.All(await Task.WhenAll(waits), reply => Assert.IsType<PythonReply.Returned>(reply));
        Assert.Equal(3, here.Status.Runners);
    }
}
