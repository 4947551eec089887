using System.Text;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Contract;

/// <summary>
/// Cases that cost a process or an interpreter. Outcomes that differ between patterns are those of the table in the project's README,
/// and nothing else differs.
/// </summary>
public sealed class FailureContractTests
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(100);

    public static TheoryData<string> Everywhere => Arrangement.Names();

    public static TheoryData<string> PythonNet => Arrangement.Names(ArrangementKind.PythonNet);

    public static TheoryData<string> Processes => Arrangement.Names(ArrangementKind.Workers, ArrangementKind.PerCall, ArrangementKind.Http);

    [Theory, MemberData(nameof(Processes))]
    public async Task Call_Segfaults_OnlyItsProcessDies(string arrangement)
    {
        await using var probe = Probe(arrangement);
        var reply = await probe.CallAsync(Call("segfaults"));
        Assert.Equal((null, "SIGSEGV"), Ended(reply));
        Assert.Contains("Fatal Python error: Segmentation fault", Assert.IsType<PythonReply.WorkerDied>(reply).LastLines);
        await ServesAsync(probe);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_SleepsPastItsDeadline_IsAnsweredAndOthersAreServed(string arrangement) =>
        await HangsAsync(arrangement, Call("sleeps", "3600"));

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_SpinsInCPastItsDeadline_IsAnsweredAndOthersAreServed(string arrangement) =>
        await HangsAsync(arrangement, Call("holds_c", "1000000000"));

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_SwallowsTheInterrupt_IsAnsweredAndOthersAreServed(string arrangement) =>
        await HangsAsync(arrangement, Call("spins_in_except"));

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Calls_ThousandAtOnceWithRandomCancellations_EachHasItsOwnOutcome(string arrangement)
    {
        var processEach = Arrangement.Named(arrangement).Kind == ArrangementKind.PerCall; // most do not find a place in a short queue
        await using var probe = Probe(arrangement, ("Python:WaitBudget", "00:01:00"), ("Python:QueueLimit", processEach ? "16" : "2000"));
        var random = new Random(4711);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 1000).Select(async number =>
        {
            using var cancellation = new CancellationTokenSource();
            var payload = Encoding.UTF8.GetBytes($"call {number}");
            var answer = probe.CallAsync(new PythonCall("hosted.cases.echo", payload), cancellation.Token).AsTask();
            if (random.Next(4) == 0)
                await cancellation.CancelAsync();
            var reply = await answer;
            if (reply is PythonReply.Returned returned)
                Assert.Equal(payload, returned.Payload.ToArray());
            else if (processEach && reply is PythonReply.PoolExhausted full)
                Assert.Equal(16, full.QueueLimit);
            else
                Assert.IsType<PythonReply.Cancelled>(reply);
            return reply is PythonReply.Returned;
        }));
        Assert.InRange(outcomes.Count(returned => returned), processEach ? 1 : 500, 1000);
        await ServesAsync(probe);
        var status = await probe.StatusAsync();
        Assert.Equal((0, 0), (status.Waiting, status.Running));
        if (processEach)
            await Until.TrueAsync(async () => (await probe.StatusAsync()).Runners == 0, "every process to end");
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Calls_MoreThanThePlaces_TheRestTimesOutWaiting(string arrangement)
    {
        await using var probe = Probe(arrangement, ("Python:QueueLimit", "4"), ("Python:Workers:InFlight", "1"), ("Python:WaitBudget", "00:00:30"));
        await ServesAsync(probe);
        var go = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var places = Arrangement.Named(arrangement).Kind == ArrangementKind.PythonNet ? 1 : 2;
        var running = Enumerable.Range(0, places).Select(_ => probe.CallAsync(Call("waits_for", go)).AsTask()).ToArray();
        await Until.TrueAsync(async () => (await probe.StatusAsync()).Running == places, "all places to be taken");
        var late = await probe.CallAsync(Call("echo") with { WaitBudget = s_short });
        Assert.IsType<PythonReply.TimedOutWaiting>(late);
        var waiting = Enumerable.Range(0, 4).Select(_ => probe.CallAsync(Call("echo")).AsTask()).ToArray();
        await Until.TrueAsync(async () => (await probe.StatusAsync()).Waiting == 4, "the queue to fill");
        Assert.Equal(new PythonReply.PoolExhausted(4), await probe.CallAsync(Call("echo")));
        await File.WriteAllTextAsync(go, "");
        Assert.All(await Task.WhenAll(running.Concat(waiting)), reply => Assert.IsType<PythonReply.Returned>(reply));
        File.Delete(go);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Stop_CallsRun_TheyEndAndThenTheHost(string arrangement)
    {
        using var scratch = new TemporaryFolder();
        await using var probe = Probe(arrangement, ("Python:DrainBudget", "00:01:00"));
        var running = probe.CallAsync(Call("begins_and_ends", scratch["call"])).AsTask();
        await Until.WrittenAsync(scratch["call.begun"]);
        var stopped = probe.StopAsync();
        await File.WriteAllTextAsync(scratch["call.go"], "");
        Assert.Equal("ended", Text(await running));
        Assert.Equal(0, await stopped);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Terminate_UnderLoad_RunningCallsEndAndTheProcessExitsCleanly(string arrangement)
    {
        await using var probe = Probe(arrangement);
        await ServesAsync(probe);
        var callers = Enumerable.Range(0, 32).Select(async _ =>
        {
            while (true)
            {
                var reply = await probe.CallAsync(Call("sleeps", "0.01"));
                if (reply is PythonReply.StartFailed { Message: "The Python host has been stopped." })
                    return;
                Assert.Equal("slept", Text(reply));
            }
        }).ToArray();
        await Until.TrueAsync(async () => (await probe.StatusAsync()).Running > 0, "a call to run");
        probe.Terminate();
        foreach (var caller in callers)
        {
            try
            {
                await caller;
            }
            catch (ProbeGoneException) { } // its next call met the end of the process
        }
        Assert.Equal(0, await probe.ExitAsync());
    }

    [Theory, MemberData(nameof(PythonNet))]
    public async Task Hang_AutoWithOneInterpreter_MovesToWorkersAndSaysSo(string arrangement)
    {
        await using var probe = Probe(arrangement, ("Python:Pattern", "Auto"), ("Python:Workers:Minimum", "1"));
        await ServesAsync(probe);
        Assert.IsType<PythonReply.TimedOutRunning>(await probe.CallAsync(Call("sleeps", "3600") with { RunBudget = s_short }));
        await probe.LineAsync(line => line.StartsWith("Error AuthDemo.PythonHost: Moving from pattern PythonNet to Workers: The only interpreter", StringComparison.Ordinal));
        await ServesAsync(probe);
        await probe.LineAsync(line => line == "Information AuthDemo.PythonHost: Pattern Workers has taken over");
        var status = await probe.StatusAsync();
        Assert.Equal((PythonHostCondition.Degraded, "workers"), (status.Condition, status.Pattern));
        Assert.Equal("The only interpreter is held by a call that does not return; nothing can replace it in this process. Calls run in worker processes since then; start a fresh process to run inside this process again.", status.Message);
        Assert.Equal(0, await probe.StopAsync());
    }

    private static async Task HangsAsync(string arrangement, PythonCall call)
    {
        await using var probe = Probe(arrangement);
        await ServesAsync(probe);
        var reply = await probe.CallAsync(call with { RunBudget = s_short });
        Assert.InRange(Assert.IsType<PythonReply.TimedOutRunning>(reply).Ran, s_short, TimeSpan.FromSeconds(30));
        await ServesAsync(probe);
        Assert.Equal(0, await probe.StopAsync());
    }

    private static ProbeHost Probe(string arrangement, params (string Key, string Value)[] more) =>
        new(more.Aggregate(Arrangement.Named(arrangement), (arranged, setting) => arranged.With(setting.Key, setting.Value)).Settings);

    private static PythonCall Call(string function, string payload = "") => new($"hosted.cases.{function}", Encoding.UTF8.GetBytes(payload));

    private static async Task ServesAsync(ProbeHost probe) => Assert.Equal("next", Text(await probe.CallAsync(Call("echo", "next"))));

    private static (int? ExitCode, string? Signal) Ended(PythonReply reply)
    {
        var died = Assert.IsType<PythonReply.WorkerDied>(reply);
        return (died.ExitCode, died.Signal);
    }

    private static string Text(PythonReply reply) => Encoding.UTF8.GetString(Assert.IsType<PythonReply.Returned>(reply).Payload.Span);
}
