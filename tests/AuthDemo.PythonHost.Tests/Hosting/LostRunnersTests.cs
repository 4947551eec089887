using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Hosting;

/// <summary>What an operator sees of runners that were lost, in processes of their own.</summary>
public sealed class LostRunnersTests
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(100);

    public static TheoryData<string> Interpreters => Arrangement.Names(ArrangementKind.Interpreters);

    public static TheoryData<string> PythonNet => Arrangement.Names(ArrangementKind.PythonNet);

    [Theory, MemberData(nameof(PythonNet))]
    public async Task Hang_InCInTheOnlyInterpreter_EverybodyIsToldOfTheMove(string arrangement)
    {
        await using var probe = new ProbeHost(Arrangement.Named(arrangement).Settings);
        Assert.IsType<PythonReply.Returned>(await probe.CallAsync(new PythonCall("hosted.cases.echo", default)));
        var only = Assert.Single(await probe.RunnersAsync());
        Assert.Equal(("Healthy", null), await probe.HealthAsync());

        var hung = probe.CallAsync(new PythonCall("hosted.cases.holds_c", "1000000000000"u8.ToArray()) { RunBudget = s_short });
        Assert.IsType<PythonReply.TimedOutRunning>(await hung);
        await probe.LineAsync(line => line == "Information AuthDemo.PythonHost: Pattern Workers has taken over");

        const string message = "The only interpreter is held by a call that does not return; nothing can replace it in this process. Calls run in worker processes since then; start a fresh process to run inside this process again.";
        Assert.Contains(probe.Log, line => line.StartsWith("Error AuthDemo.PythonHost: Moving from pattern PythonNet to Workers: The only interpreter", StringComparison.Ordinal));
        Assert.Equal(("Degraded", message), await probe.HealthAsync());
        var status = await probe.StatusAsync();
        Assert.Equal((PythonHostCondition.Degraded, "workers", 1, message), (status.Condition, status.Pattern, status.Lost, status.Message));
        Assert.Equal(
            [("interpreter_lost", $"{only.Id} was set aside: hosted.cases.holds_c did not stop when it was interrupted."), ("timed_out_running", "hosted.cases.holds_c did not return within its run budget.")],
            status.LastErrors.Select(error => (error.Outcome, error.Message)));
        var runners = await probe.RunnersAsync();
        Assert.Equal([PythonRunnerState.Idle, PythonRunnerState.Lost], runners.Select(runner => runner.State));
        Assert.Equal((only.Id, only.Since), (runners[1].Id, runners[1].Since));
        Assert.IsType<RestartReply.Restarted>(await probe.RestartAsync(runners[0].Id));
        Assert.Equal(new RestartReply.Refused(RestartRefusal.OnlyInterpreter), await probe.RestartAsync(only.Id));
        Assert.Equal(0, await probe.StopAsync());
    }

    [Theory, MemberData(nameof(Interpreters))]
    public async Task Restart_CallNeverReturns_InterpreterIsLostAndReplacedOnce(string arrangement)
    {
        await using var probe = new ProbeHost(Arrangement.Named(arrangement).Settings);
        await probe.CallAsync(new PythonCall("hosted.cases.echo", default));
        var hung = probe.CallAsync(new PythonCall("hosted.cases.sleeps", "3600"u8.ToArray()) { RunBudget = TimeSpan.FromSeconds(2) });
        PythonRunner? busy = null;
        while (busy is null && !hung.IsCompleted)
            busy = (await probe.RunnersAsync()).SingleOrDefault(runner => runner.State == PythonRunnerState.Busy);
        Assert.NotNull(busy);

        Assert.IsType<RestartReply.Restarted>(await probe.RestartAsync(busy.Id));

        Assert.IsType<PythonReply.TimedOutRunning>(await hung);
        await probe.LineAsync(line => line.Contains("was set aside", StringComparison.Ordinal));
        var runners = await probe.RunnersAsync();
        Assert.Equal([(busy.Id, PythonRunnerState.Lost)], runners.Where(runner => runner.State != PythonRunnerState.Idle).Select(runner => (runner.Id, runner.State)));
        Assert.Equal(3, runners.Count);
        var status = await probe.StatusAsync();
        Assert.Equal((2, 1, "1 interpreters were lost to calls that did not return, 0 of 16 replacements are used."), (status.Runners, status.Lost, status.Message));
        Assert.Equal(new RestartReply.Refused(RestartRefusal.AlreadyEnding), await probe.RestartAsync(busy.Id));
        Assert.Equal(0, await probe.StopAsync());
    }
}
