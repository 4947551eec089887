using System.Text.Json;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Workers;

/// <summary>What only processes can do and suffer.</summary>
[Collection(nameof(HostHere))]
public sealed class WorkersTests
{
    private static readonly (string, string?)[] s_one = [("Workers:Minimum", "1"), ("Workers:Maximum", "1")];

    [Fact]
    public async Task Call_ClosesTheWorkersPipesAndGoesOn_IsAnsweredAndTheStopEnds()
    {
        await using var here = new HostHere(HostHere.Workers, [.. s_one, ("Grace", "00:00:00.05")]);
        Assert.Equal("SIGTERM", Assert.IsType<PythonReply.WorkerDied>(await here.CallAsync("closes_all_descriptors")).Signal);
        Assert.Equal("next", await here.TextAsync("echo", "next"));
    }

    [Fact]
    public async Task Call_RanPastItsDeadline_ItsProcessNeverServesAgain()
    {
        await using var here = new HostHere(HostHere.Workers, s_one);
        var before = await here.TextAsync("pid");
        Assert.IsType<PythonReply.TimedOutRunning>(await here.CallAsync("spins", with: Brief));
        Assert.NotEqual(before, await here.TextAsync("pid"));
        await ProcessTable.GoneAsync(before);
    }

    [Fact]
    public async Task Call_ProcessIgnoresTerm_IsKilledWithWhatItStarted()
    {
        await using var here = new HostHere(HostHere.Workers, s_one);
        var child = await here.TextAsync("spawns_child");
        var before = await here.TextAsync("pid");
        Assert.IsType<PythonReply.TimedOutRunning>(await here.CallAsync("ignores_term", with: Brief));
        await ProcessTable.GoneAsync(before);
        await ProcessTable.GoneAsync(child);
    }

    [Fact]
    public async Task Call_ProcessDies_CallsBehindItRunElsewhereOnce()
    {
        await using var here = new HostHere(HostHere.Workers, s_one);
        await here.TextAsync("echo");
        var dies = here.CallAsync("kills_itself");
        var behind = Enumerable.Range(0, 10).Select(_ => here.TextAsync("counts")).ToArray();
        Assert.Equal("SIGKILL", Assert.IsType<PythonReply.WorkerDied>(await dies).Signal);
        Assert.Equal(Enumerable.Range(1, 10).Select(n => $"{n}"), (await Task.WhenAll(behind)).OrderBy(int.Parse));
    }

    [Fact]
    public async Task Call_AnotherHangs_ThoseBehindItAreTakenBack()
    {
        await using var here = new HostHere(HostHere.Workers, ("Workers:Minimum", "2"), ("Workers:Maximum", "2"));
        await Task.WhenAll(here.TextAsync("echo"), here.TextAsync("echo"));
        var hung = here.CallAsync("spins");
        var others = Enumerable.Range(0, 100).Select(_ => here.TextAsync("echo")).ToArray();
        await Task.WhenAll(others); // long before the deadline of the one that hangs
        Assert.False(hung.IsCompleted);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")] // the other call needs another process, in the place of the one whose replies the caller holds up
    public async Task Call_ItsCallerBlocksForAnother_BothAreAnswered(string maxCalls)
    {
        await using var here = new HostHere(HostHere.Workers, [.. s_one, ("Workers:MaxCalls", maxCalls)]);
        await here.TextAsync("echo");
        Assert.Equal("next", await BlocksAsync().WaitAsync(TimeSpan.FromSeconds(60)));

        async Task<string> BlocksAsync()
        {
            await here.TextAsync("echo"); // goes on where the replies are read
            return here.TextAsync("echo", "next").GetAwaiter().GetResult();
        }
    }

    [Fact]
    public async Task Call_WritesGarbageToTheProtocol_ProtocolIsBrokenAndTheNextCallReturns()
    {
        await using var here = new HostHere(HostHere.Workers, s_one);
        Assert.IsType<PythonReply.ProtocolBroken>(await here.CallAsync("writes_protocol"));
        Assert.Equal("next", await here.TextAsync("echo", "next"));
    }

    [Fact]
    public async Task Call_UsesMoreThanTheMemoryLimit_IsRaised()
    {
        await using var here = new HostHere(HostHere.Workers, [.. s_one, ("Processes:MemoryLimitBytes", "268435456")]);
        Assert.Equal("1048576", await here.TextAsync("uses_memory", "1048576"));
        Assert.Equal("builtins.MemoryError", Assert.IsType<PythonReply.Raised>(await here.CallAsync("uses_memory", "536870912")).Error.Type);
    }

    public static TheoryData<string> ByProcess => HostHere.Arranged(ArrangementKind.Workers, ArrangementKind.PerCall, ArrangementKind.Http);

    [Theory, MemberData(nameof(ByProcess))]
    public async Task Process_Nice_YieldsToOthers(string arrangement)
    {
        await using var usual = new HostHere(arrangement);
        await using var kind = new HostHere(arrangement, ("Processes:Nice", "7"));
        Assert.Equal(await NicenessAsync(usual) + 7, await NicenessAsync(kind));

        static async Task<int> NicenessAsync(HostHere here) => int.Parse(await here.TextAsync("niceness"), System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Call_ProcessServedItsNumberOfCalls_AnotherServes()
    {
        await using var here = new HostHere(HostHere.Workers, [.. s_one, ("Workers:MaxCalls", "3")]);
        var counts = new List<string>();
        for (var i = 0; i < 7; i++)
            counts.Add(await here.TextAsync("counts"));
        Assert.Equal(["1", "2", "3", "1", "2", "3", "1"], counts);
        Assert.Equal(0, here.Status.Lost);
    }

    [Fact]
    public async Task Process_IsOld_AnotherTakesItsPlace()
    {
        await using var here = new HostHere(HostHere.Workers, [.. s_one, ("Workers:MaxAge", "00:00:00.1")]);
        await here.TextAsync("echo");
        await here.Log.FirstAsync(line => line.Contains("is dismissed: it reached its maximum age", StringComparison.Ordinal));
        Assert.Equal("1", await here.TextAsync("counts"));
    }

    [Fact]
    public async Task Calls_Wait_PoolGrowsAndShrinksAgain()
    {
        await using var here = new HostHere(HostHere.Workers, ("Workers:Minimum", "1"), ("Workers:Maximum", "2"), ("Workers:IdleTimeToLive", "00:00:00"), ("Workers:Linger", "00:00:00"));
        await here.TextAsync("echo");
        var go = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var waits = here.CallAsync("waits_for", go);
        Assert.Equal("next", await here.TextAsync("echo", "next"));
        Assert.Equal(2, here.Status.Runners);
        await File.WriteAllTextAsync(go, "");
        await waits;
        await here.Log.FirstAsync(line => line.Contains("is dismissed: it is idle", StringComparison.Ordinal));
        Assert.Equal(1, here.Status.Runners);
        File.Delete(go);
    }

    [Fact]
    public async Task Start_ModuleDoesNotImport_BreakerAnswersAndTheLogSaysWhy()
    {
        await using var here = new HostHere(HostHere.Workers, ("Preload:0", "hosted.broken"));
        var reply = Assert.IsType<PythonReply.StartFailed>(await here.CallAsync("echo"));
        Assert.Equal("A module of Python:Preload could not be imported: builtins.ModuleNotFoundError: No module named 'module_that_is_not_there' at hosted/broken.py:1 in <module>. Check Python:SearchPaths and Python:Preload.", reply.Message);
    }

    [Fact]
    public async Task Environment_OfTheHost_IsWithheldButForWhatIsNamed()
    {
        Environment.SetEnvironmentVariable("AUTHDEMO_TEST_SECRET", "s3cret");
        Environment.SetEnvironmentVariable("AUTHDEMO_TEST_NAMED", "named");
        await using var here = new HostHere(HostHere.Workers, ("Processes:Environment:0", "AUTHDEMO_TEST_NAMED"));
        var seen = JsonDocument.Parse(await here.TextAsync("environment")).RootElement;
        Assert.False(seen.TryGetProperty("AUTHDEMO_TEST_SECRET", out _));
        Assert.Equal("named", seen.GetProperty("AUTHDEMO_TEST_NAMED").GetString());
    }

    [Fact]
    public async Task Host_ExitsWithoutStopping_WorkersEnd()
    {
        await using var probe = new ProbeHost(Arrangement.Named(HostHere.Workers).Settings);
        var workers = await PidsAsync(probe);
        await probe.LeaveAsync();
        foreach (var worker in workers)
            await ProcessTable.GoneAsync(worker);
    }

    private static PythonCall Brief(PythonCall call) => call with { RunBudget = TimeSpan.FromMilliseconds(100) };

    private static async Task<IReadOnlyList<string>> PidsAsync(ProbeHost probe)
    {
        var pids = new HashSet<string>();
        while (pids.Count < 2)
        {
            var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => probe.CallAsync(new PythonCall("hosted.cases.pid", default)).AsTask()));
            foreach (var reply in replies)
                pids.Add(System.Text.Encoding.UTF8.GetString(Assert.IsType<PythonReply.Returned>(reply).Payload.Span));
        }
        return [.. pids];
    }
}
