using System.Diagnostics;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Hosting;

/// <summary>The runners of a host in the test's own process, listed and restarted one by one.</summary>
[Collection(nameof(HostHere))]
public sealed class RunnersTests : IDisposable
{
    private static readonly TimeSpan s_guard = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> All => HostHere.Arranged(ArrangementKind.Interpreters, ArrangementKind.PythonNet, ArrangementKind.Workers, ArrangementKind.Http);

    public static TheoryData<string> Restartable => HostHere.Arranged(ArrangementKind.Interpreters, ArrangementKind.Workers, ArrangementKind.Http);

    public static TheoryData<string> Pools => HostHere.Arranged(ArrangementKind.Interpreters, ArrangementKind.Workers);

    public static TheoryData<string> PythonNet => HostHere.Arranged(ArrangementKind.PythonNet);

    public static TheoryData<string> PerCall => HostHere.Arranged(ArrangementKind.PerCall);

    [Theory, MemberData(nameof(All))]
    public async Task Runners_Serving_AreListedOneByOne(string arrangement)
    {
        var before = DateTimeOffset.UtcNow;
        await using var here = new HostHere(arrangement);
        Assert.Empty(here.Runners.Runners);
        await here.Inner.StartAsync();
        for (var i = 0; i < 3; i++)
            await here.TextAsync("echo");

        var runners = here.Runners.Runners;

        Assert.Equal(Arrangement.Named(arrangement).Kind is ArrangementKind.Interpreters or ArrangementKind.Workers ? 2 : 1, runners.Count);
        Assert.Equal(runners.Count, runners.Select(runner => runner.Id).Distinct().Count());
        Assert.All(runners, runner => Assert.Equal((null, PythonRunnerState.Idle), (runner.Name, runner.State)));
        Assert.All(runners, runner => Assert.InRange(runner.Since, before, DateTimeOffset.UtcNow));
        Assert.Equal(3, runners.Sum(runner => runner.Calls));
        Assert.All(runners, runner => Assert.Equal(Arrangement.Named(arrangement).SharesProcess, runner.ProcessId is null));
        Assert.Equal(runners, here.Runners.Runners);
    }

    [Theory, MemberData(nameof(Restartable))]
    public async Task Restart_Idle_AnotherServesInItsPlace(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        await here.Inner.StartAsync();
        var before = here.Runners.Runners;

        Assert.Equal(new RestartReply.Restarted(), await here.Runners.RestartAsync(before[0].Id));

        var after = here.Runners.Runners.Where(runner => runner.State != PythonRunnerState.Ending).ToArray();
        Assert.Equal(before.Count, after.Length);
        Assert.Equal(before.Skip(1), after.SkipLast(1));
        Assert.DoesNotContain(after[^1].Id, before.Select(runner => runner.Id));
        Assert.Equal((PythonRunnerState.Idle, 0), (after[^1].State, after[^1].Calls));
        Assert.Equal("next", await here.TextAsync("echo", "next"));
        Assert.Equal((PythonHostCondition.Serving, 0), (here.Status.Condition, here.Status.Lost));
        Assert.Equal(new RestartReply.Unknown(), await SettledAsync(here, before[0].Id));
    }

    [Theory, MemberData(nameof(Restartable))]
    public async Task Restart_RunsACall_CallReturnsAndNoOtherBeginsThere(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        await here.Inner.StartAsync();
        var go = Path.Combine(_folder.FullName, "go");
        var running = here.CallAsync("waits_for", go);
        var busy = await BusyAsync(here);

        Assert.IsType<RestartReply.Restarted>(await here.Runners.RestartAsync(busy.Id));

        Assert.Equal(PythonRunnerState.Ending, here.Runners.Runners.Single(runner => runner.Id == busy.Id).State);
        Assert.Equal(new RestartReply.Refused(RestartRefusal.AlreadyEnding), await here.Runners.RestartAsync(busy.Id));
        for (var i = 0; i < 20; i++)
            await here.TextAsync("echo");
        Assert.Equal(busy.Calls, here.Runners.Runners.Single(runner => runner.Id == busy.Id).Calls);
        await File.WriteAllTextAsync(go, "");
        Assert.IsType<PythonReply.Returned>(await running);
        Assert.Equal(new RestartReply.Unknown(), await SettledAsync(here, busy.Id));
    }

    [Theory, MemberData(nameof(Restartable))]
    public async Task Restart_EachUnderLoad_NoCallIsLost(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        await here.Inner.StartAsync();
        using var over = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            var calls = 0;
            for (; !over.IsCancellationRequested; calls++)
                await here.TextAsync("echo", "x");
            return calls;
        })).ToArray();

        foreach (var runner in here.Runners.Runners)
            Assert.IsType<RestartReply.Restarted>(await here.Runners.RestartAsync(runner.Id));

        await over.CancelAsync();
        Assert.All(await Task.WhenAll(callers), calls => Assert.True(calls > 0));
        Assert.Empty(here.Status.LastErrors);
    }

    [Theory, MemberData(nameof(Restartable))]
    public async Task Restart_OtherDoesNotStart_ThisOneServesOn(string arrangement)
    {
        var module = Path.Combine(_folder.FullName, "worn.py");
        await File.WriteAllTextAsync(module, "def f(b): return b");
        await using var here = new HostHere(arrangement, ("SearchPaths:1", _folder.FullName), ("Preload:1", "worn"));
        await here.Inner.StartAsync();
        var before = here.Runners.Runners;
        await File.WriteAllTextAsync(module, "import nowhere");

        var reply = Assert.IsType<RestartReply.Failed>(await here.Runners.RestartAsync(before[0].Id));

        Assert.StartsWith("A module of Python:Preload could not be imported: builtins.ModuleNotFoundError: No module named 'nowhere'", reply.Message, StringComparison.Ordinal);
        Assert.Contains(here.Runners.Runners, runner => runner.Id == before[0].Id && runner.State == PythonRunnerState.Idle);
        Assert.Equal("next", await here.TextAsync("echo", "next"));
        Assert.Equal(("start_failed", reply.Message, 1), here.Status.LastErrors is [var error] ? (error.Outcome, error.Message, error.Times) : default);
    }

    [Theory, MemberData(nameof(Restartable))]
    public async Task Restart_TheSameTwiceAtOnce_HappensOnce(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        await here.Inner.StartAsync();
        var before = here.Runners.Runners;

        var replies = await Task.WhenAll(here.Runners.RestartAsync(before[0].Id), here.Runners.RestartAsync(before[0].Id));

        Assert.IsType<RestartReply.Restarted>(replies[0]);
        Assert.True(replies[1] is RestartReply.Unknown or RestartReply.Refused, $"{replies[1]}");
        Assert.Equal(before.Count, here.Runners.Runners.Count(runner => runner.State == PythonRunnerState.Idle));
    }

    [Theory, MemberData(nameof(Pools))]
    public async Task Restart_NamedWorker_IsListedByNameAndItsStateIsGone(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        await here.TextAsync("counts", with: Named);
        Assert.Equal("2", await here.TextAsync("counts", with: Named));
        var named = Assert.Single(here.Runners.Runners, runner => runner.Name == "ledger");
        Assert.Equal(2, named.Calls);

        Assert.IsType<RestartReply.Restarted>(await here.Runners.RestartAsync(named.Id));

        Assert.Equal("1", await here.TextAsync("counts", with: Named));

        static PythonCall Named(PythonCall call) => call with { Worker = "ledger" };
    }

    [Theory, MemberData(nameof(PythonNet))]
    public async Task Restart_OnlyInterpreter_IsRefused(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        await here.Inner.StartAsync();
        var only = Assert.Single(here.Runners.Runners);

        Assert.Equal(new RestartReply.Refused(RestartRefusal.OnlyInterpreter), await here.Runners.RestartAsync(only.Id));
        Assert.Equal(new RestartReply.Unknown(), await here.Runners.RestartAsync("interpreter-0"));
        Assert.Equal(only, Assert.Single(here.Runners.Runners));
    }

    [Theory, MemberData(nameof(PerCall))]
    public async Task Restart_ProcessOfOneCall_IsRefusedAndTheCallReturns(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        var go = Path.Combine(_folder.FullName, "go");
        var running = here.CallAsync("waits_for", go);
        var busy = await BusyAsync(here);

        Assert.Equal(new RestartReply.Refused(RestartRefusal.ServesOneCall), await here.Runners.RestartAsync(busy.Id));

        await File.WriteAllTextAsync(go, "");
        Assert.IsType<PythonReply.Returned>(await running);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<PythonRunner> BusyAsync(HostHere here)
    {
        PythonRunner? busy;
        for (var guard = Stopwatch.StartNew(); (busy = here.Runners.Runners.SingleOrDefault(runner => runner.State == PythonRunnerState.Busy)) is null; await Task.Yield())
            Assert.True(guard.Elapsed < s_guard, $"nobody is busy: {string.Join(", ", here.Runners.Runners)}");
        return busy;
    }

    /// <summary>Asks until the runner that was restarted has ended.</summary>
    private static async Task<RestartReply> SettledAsync(HostHere here, string id)
    {
        RestartReply reply;
        for (var guard = Stopwatch.StartNew(); (reply = await here.Runners.RestartAsync(id)) is RestartReply.Refused; await Task.Yield())
            Assert.True(guard.Elapsed < s_guard, $"{id} has not ended: {string.Join(", ", here.Runners.Runners)}");
        return reply;
    }
}
