using System.Text;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Embedded;

/// <summary>Calls that would take the host down or never return, each in a process of its own.</summary>
public sealed class EmbeddedFailureTests(SharedProbes probes)
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(100);

    public static TheoryData<string> Everywhere => Arrangement.Names(ArrangementKind.OwnGil, ArrangementKind.Single);

    public static TheoryData<string> OwnGil => Arrangement.Names(ArrangementKind.OwnGil);

    public static TheoryData<string> Single => Arrangement.Names(ArrangementKind.Single);

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_WouldEndTheProcess_IsRefused(string arrangement)
    {
        Assert.Equal("os._exit is refused: it would reach the whole process that hosts this code", await RefusedAsync(arrangement, "os_exits"));
        Assert.Equal("signal.signal is refused: it would reach the whole process that hosts this code", await RefusedAsync(arrangement, "takes_signals"));
        Assert.Equal("faulthandler.enable is refused: it would reach the whole process that hosts this code", await RefusedAsync(arrangement, "enables_faulthandler"));
        Assert.EndsWith("it would reach the process that hosts this code", await RefusedAsync(arrangement, "kills_itself"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(OwnGil))]
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

    [Theory, MemberData(nameof(OwnGil))]
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

    [Theory, MemberData(nameof(OwnGil))]
    public async Task Call_ReplacementsAreUsedUp_HostSaysStartAFreshProcess(string arrangement)
    {
        await using var probe = new ProbeHost(Arrangement.Named(arrangement).With("Python:Embedded:MaxReplacements", "0").Settings);
        var stuck = Enumerable.Range(0, 2)
            .Select(_ => probe.CallAsync(new PythonCall("hosted.cases.sleeps", "3600"u8.ToArray()) { RunBudget = s_short }).AsTask()).ToArray();
        Assert.All(await Task.WhenAll(stuck), reply => Assert.IsType<PythonReply.TimedOutRunning>(reply));

        await probe.LineAsync(line => line.Contains("Python is unavailable", StringComparison.Ordinal));
        var refused = Assert.IsType<PythonReply.StartFailed>(await probe.CallAsync(new PythonCall("hosted.cases.echo", default)));
        Assert.Equal("2 interpreters were lost to calls that did not return and Python:Embedded:MaxReplacements (0) is used up: start a fresh process.", refused.Message);
        Assert.Equal(PythonHostCondition.Failed, (await probe.StatusAsync()).Condition);
    }

    [Theory, MemberData(nameof(Single))]
    public async Task Call_OnlyInterpreterIsStuck_CallersAreToldAndItComesBack(string arrangement)
    {
        await using var probe = new ProbeHost(Arrangement.Named(arrangement).Settings);
        var stuck = probe.CallAsync(new PythonCall("hosted.cases.sleeps", "2"u8.ToArray()) { RunBudget = s_short });
        Assert.IsType<PythonReply.TimedOutRunning>(await stuck);
        await probe.LineAsync(line => line.Contains("Python is unavailable", StringComparison.Ordinal));
        var refused = Assert.IsType<PythonReply.StartFailed>(await probe.CallAsync(new PythonCall("hosted.cases.echo", default)));
        Assert.Equal("The only interpreter is held by a call that does not return; nothing can replace it in this process.", refused.Message);

        await probe.LineAsync(line => line.Contains("serves again", StringComparison.Ordinal));
        Assert.Equal("next", Encoding.UTF8.GetString(Assert.IsType<PythonReply.Returned>(await probe.CallAsync(new PythonCall("hosted.cases.echo", "next"u8.ToArray()))).Payload.Span));
    }

    private async Task<string> RefusedAsync(string arrangement, string function)
    {
        var reply = await probes.Of(arrangement).CallAsync(new PythonCall($"hosted.cases.{function}", default));
        var error = Assert.IsType<PythonReply.Raised>(reply).Error;
        Assert.Equal("authdemo_host.boundary.HostRefused", error.Type);
        return error.Message;
    }
}
