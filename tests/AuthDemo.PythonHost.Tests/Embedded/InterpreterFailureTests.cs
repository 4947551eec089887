using System.Text;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Embedded;

/// <summary>Calls that would take the host down or never return, each in a process of its own.</summary>
public sealed class InterpreterFailureTests(SharedProbes probes)
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(100);

    public static TheoryData<string> Everywhere => Arrangement.Names(ArrangementKind.Interpreters, ArrangementKind.PythonNet);

    public static TheoryData<string> Interpreters => Arrangement.Names(ArrangementKind.Interpreters);

    public static TheoryData<string> PythonNet => Arrangement.Names(ArrangementKind.PythonNet);

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_WouldEndTheProcess_IsRefused(string arrangement)
    {
        Assert.Equal("os._exit is refused: it would reach the whole process that hosts this code", await RefusedAsync(arrangement, "os_exits"));
        Assert.Equal("signal.signal is refused: it would reach the whole process that hosts this code", await RefusedAsync(arrangement, "takes_signals"));
        Assert.Equal("faulthandler.enable is refused: it would reach the whole process that hosts this code", await RefusedAsync(arrangement, "enables_faulthandler"));
        Assert.EndsWith("it would reach the process that hosts this code", await RefusedAsync(arrangement, "kills_itself"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Interpreters))]
    public async Task Call_SleepsPastDeadlineAndGrace_InterpreterIsReplaced(string arrangement)
    {
        await using var probe = new ProbeHost(Arrangement.Named(arrangement).Settings);
        var stuck = probe.CallAsync(new PythonCall("hosted.cases.sleeps", "3600"u8.ToArray()) { RunBudget = s_short });
        Assert.IsType<PythonReply.TimedOutRunning>(await stuck);

        await probe.LineAsync(line => line.Contains("was set aside: call 1 did not stop", StringComparison.Ordinal));
        await probe.LineAsync(line => line.Contains("serves in place of a lost one", StringComparison.Ordinal));
        Assert.IsType<PythonReply.Returned>(await probe.CallAsync(new PythonCall("hosted.cases.echo", default)));
        var status = await probe.StatusAsync();
        Assert.Equal((PythonHostCondition.Degraded, 2, 1), (status.Condition, status.Runners, status.Lost));
        Assert.Equal("1 interpreters were lost to calls that did not return, 1 of 16 replacements are used.", status.Message);
        Assert.Equal(0, await probe.StopAsync());
    }

    [Theory, MemberData(nameof(Interpreters))]
    public async Task Call_HoldsTheGilInC_OtherCallsGoOn(string arrangement)
    {
        await using var probe = new ProbeHost(Arrangement.Named(arrangement).Settings);
        var stuck = probe.CallAsync(new PythonCall("hosted.cases.holds_c", "2000000000"u8.ToArray()) { RunBudget = s_short });
        for (var i = 0; i < 100; i++)
            Assert.IsType<PythonReply.Returned>(await probe.CallAsync(new PythonCall("hosted.cases.echo", default)));
        Assert.IsType<PythonReply.TimedOutRunning>(await stuck);
        await probe.LineAsync(line => line.Contains("was set aside", StringComparison.Ordinal));
        Assert.IsType<PythonReply.Returned>(await probe.CallAsync(new PythonCall("hosted.cases.echo", default)));
    }

    [Theory, MemberData(nameof(Interpreters))]
    public async Task Call_ReplacementsAreUsedUp_HostSaysStartAFreshProcess(string arrangement)
    {
        await using var probe = new ProbeHost(Arrangement.Named(arrangement).With("Python:Interpreters:MaxReplacements", "0").Settings);
        var stuck = Enumerable.Range(0, 2)
            .Select(_ => probe.CallAsync(new PythonCall("hosted.cases.sleeps", "3600"u8.ToArray()) { RunBudget = s_short }).AsTask()).ToArray();
        Assert.All(await Task.WhenAll(stuck), reply => Assert.IsType<PythonReply.TimedOutRunning>(reply));

        await probe.LineAsync(line => line.Contains("Python is unavailable", StringComparison.Ordinal));
        var refused = Assert.IsType<PythonReply.StartFailed>(await probe.CallAsync(new PythonCall("hosted.cases.echo", default)));
        Assert.Equal("2 interpreters were lost to calls that did not return and Python:Interpreters:MaxReplacements (0) is used up: start a fresh process.", refused.Message);
        Assert.Equal(PythonHostCondition.Failed, (await probe.StatusAsync()).Condition);
    }

    /// <summary>pythonnet shuts down when the process exits and would wait for the GIL; see <c>PythonNetEngine</c>.</summary>
    [Theory, MemberData(nameof(PythonNet))]
    public async Task Exit_CallHoldsTheGilForEver_ProcessEnds(string arrangement)
    {
        await using var probe = new ProbeHost(Arrangement.Named(arrangement).Settings);
        Assert.IsType<PythonReply.TimedOutRunning>(
            await probe.CallAsync(new PythonCall("hosted.cases.holds_c", "1000000000000"u8.ToArray()) { RunBudget = s_short }));
        await probe.EndAsync("exit");
        Assert.Equal(5, await probe.ExitAsync());
    }

    [Theory, MemberData(nameof(PythonNet))]
    public async Task Call_NeverReturns_IsAnsweredInTimeAndWorkersTakeOver(string arrangement)
    {
        await using var probe = new ProbeHost(Arrangement.Named(arrangement).Settings);
        Assert.IsType<PythonReply.Returned>(await probe.CallAsync(new PythonCall("hosted.cases.echo", default)));
        var stuck = probe.CallAsync(new PythonCall("hosted.cases.sleeps", "3600"u8.ToArray()) { RunBudget = s_short });
        var timedOut = Assert.IsType<PythonReply.TimedOutRunning>(await stuck);
        Assert.InRange(timedOut.Ran, s_short, s_short + TimeSpan.FromMilliseconds(400));

        Assert.Equal("next", Encoding.UTF8.GetString(Assert.IsType<PythonReply.Returned>(await probe.CallAsync(new PythonCall("hosted.cases.echo", "next"u8.ToArray()))).Payload.Span));
        Assert.Equal((PythonHostCondition.Degraded, "workers"), (await probe.StatusAsync()) is var status ? (status.Condition, status.Pattern) : default);
        Assert.Equal(0, await probe.StopAsync());
    }

    private async Task<string> RefusedAsync(string arrangement, string function)
    {
        var reply = await probes.Of(arrangement).CallAsync(new PythonCall($"hosted.cases.{function}", default));
        var error = Assert.IsType<PythonReply.Raised>(reply).Error;
        Assert.Equal("authdemo_host.boundary.HostRefused", error.Type);
        return error.Message;
    }
}
