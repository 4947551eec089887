using System.Globalization;
using System.Text;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Callbacks;

[Collection(nameof(HostHere))]
public sealed class CallbackTests
{
    public static TheoryData<string> Here => HostHere.Arrangements;

    [Theory, MemberData(nameof(Here))]
    public async Task Ask_HandlerAnswers_PythonGetsTheAnswer(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        var asked = "";
        var text = await here.TextAsync("asks", "why", call => call with
        {
            CallbackHandler = async (question, _) =>
            {
                await Task.Yield();
                asked = $"{question.Name}: {Encoding.UTF8.GetString(question.Payload.Span)}";
                return "because"u8.ToArray();
            },
        });
        Assert.Equal(("question: why", "answered because"), (asked, text));
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Ask_NobodyListens_PythonIsTold(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        Assert.Equal("nobody answers 'question' here", await here.TextAsync("asks_and_tells_failure"));
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Ask_HandlerThrows_PythonSeesNoText(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        Assert.Equal("the handler of 'question' failed: InvalidOperationException", await here.TextAsync("asks_and_tells_failure", with: call => call with
        {
            CallbackHandler = (_, _) => throw new InvalidOperationException("secret"),
        }));
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Ask_CallRunsPastItsDeadline_HandlerIsCancelledAndOthersAreServed(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reply = await here.CallAsync("asks", with: call => call with
        {
            RunBudget = TimeSpan.FromMilliseconds(100),
            CallbackHandler = async (_, cancellation) =>
            {
                try
                {
                    await Task.Delay(Timeout.Infinite, cancellation);
                }
                finally
                {
                    cancelled.SetResult();
                }
                return default;
            },
        });
        Assert.IsType<PythonReply.TimedOutRunning>(reply);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal("next", await here.TextAsync("echo", "next"));
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Ask_HandlerCallsPython_AnotherRunnerServesIt(string arrangement)
    {
        Assert.SkipWhen(Arrangement.Named(arrangement).Kind == ArrangementKind.PythonNet, "one interpreter serves one call at a time");
        await using var here = new HostHere(arrangement);
        Assert.Equal("answered inner", await here.TextAsync("asks", with: call => call with
        {
            CallbackHandler = async (_, _) => Encoding.UTF8.GetBytes(await here.TextAsync("echo", "inner")),
        }));
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Progress_PythonTells_MessagesComeInOrderBeforeTheReply(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        var steps = new List<string>();
        Assert.Equal("done", await here.TextAsync("progresses", "3", call => call with { Progress = step => steps.Add(Encoding.UTF8.GetString(step.Span)) }));
        Assert.Equal(["step 0", "step 1", "step 2"], steps);
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Progress_HandlerThrows_CallReturnsAllTheSame(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        Assert.Equal("done", await here.TextAsync("progresses", "3", call => call with { Progress = _ => throw new InvalidOperationException() }));
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Named_TwoNames_EachKeepsItsOwnState(string arrangement)
    {
        Assert.SkipWhen(Arrangement.Named(arrangement).Kind == ArrangementKind.PythonNet, "one interpreter holds the state of all names");
        await using var here = new HostHere(arrangement);
        Assert.Equal("1", await here.TextAsync("counts", with: call => call with { Worker = "a" }));
        Assert.Equal("2", await here.TextAsync("counts", with: call => call with { Worker = "a" }));
        Assert.Equal("1", await here.TextAsync("counts", with: call => call with { Worker = "b" }));
        Assert.Equal("3", await here.TextAsync("counts", with: call => call with { Worker = "a" }));
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Named_UrgentCallsWaitBehindPatientOnes_TheyGoFirst(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        var before = int.Parse(await here.TextAsync("counts", "", Named), CultureInfo.InvariantCulture); // one interpreter holds the state of all names
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var busy = here.TextAsync("asks", "", call => Named(call) with
        {
            CallbackHandler = async (_, _) =>
            {
                asked.SetResult();
                await answer.Task;
                return default;
            },
        });
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var normal = Enumerable.Range(0, 3).Select(_ => here.TextAsync("counts", "", Named)).ToArray();
        var urgent = Enumerable.Range(0, 5).Select(_ => here.TextAsync("counts", "", call => Named(call) with { WaitBudget = TimeSpan.FromSeconds(20) })).ToArray();
        answer.SetResult();
        await busy;
        var (early, late) = (await PlacesAsync(urgent), await PlacesAsync(normal));
        Assert.Equal([1, 2, 3, 4, 6], early);
        Assert.Equal([5, 7, 8], late);

        async Task<int[]> PlacesAsync(Task<string>[] counts) =>
            [.. (await Task.WhenAll(counts)).Select(count => int.Parse(count, CultureInfo.InvariantCulture) - before)];

        static PythonCall Named(PythonCall call) => call with { Worker = "a" };
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Named_OneMoreThanTheLimit_PoolIsExhausted(string arrangement)
    {
        Assert.SkipWhen(Arrangement.Named(arrangement).Kind == ArrangementKind.PythonNet, "one interpreter serves all names");
        await using var here = new HostHere(arrangement, ("NamedLimit", "1"));
        Assert.Equal("1", await here.TextAsync("counts", with: call => call with { Worker = "a" }));
        Assert.Equal(new PythonReply.PoolExhausted(1), await here.CallAsync("counts", with: call => call with { Worker = "b" }));
        Assert.Equal("2", await here.TextAsync("counts", with: call => call with { Worker = "a" }));
    }
}

/// <summary>One host at a time in the test's process: its interpreters need every core.</summary>
[CollectionDefinition(nameof(HostHere))]
public sealed class HostHereTests;
