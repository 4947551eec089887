using System.Globalization;
using System.Text;
using System.Text.Json;
using AuthDemo.PythonHost.Tests.Arrange;
using AuthDemo.PythonHost.Callbacks;

namespace AuthDemo.PythonHost.Tests.Callbacks;

/// <summary>Handlers that call Python where the question came from, while it waits for the answer.</summary>
[Collection(nameof(HostHere))]
public sealed class NestedCallTests
{
    private static readonly TimeSpan s_guard = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Here => HostHere.Arrangements;

    [Theory, MemberData(nameof(Here))]
    public async Task Nested_HandlerCallsBack_TheSameInterpreterAnswers(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        var before = int.Parse(await here.TextAsync("counts", with: call => call with { Worker = "same" }), CultureInfo.InvariantCulture);
        var text = await here.TextAsync("counts_around_a_question", with: call =>
            Answering(async question => Text(await question.CallAsync(Call("counts"))))(call) with { Worker = "same" });
        Assert.Equal($"{before + 1} {before + 2} {before + 2} True", text);
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Nested_CallsInsideCalls_GoAsDeepAsTheLimitAndNoDeeper(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        var (descents, depth) = (new List<PythonReply>(), PythonCallback.MaxDepth);
        PythonCall Descend(ReadOnlyMemory<byte> left) => new("hosted.cases.descends", left)
        {
            CallbackHandler = async (question, _) =>
            {
                var reply = await question.CallAsync(Descend(question.Payload.ToArray()));
                lock (descents)
                    descents.Add(reply);
                return reply is PythonReply.Returned returned ? returned.Payload : "no deeper"u8.ToArray();
            },
        };
        var all = string.Join(' ', Enumerable.Range(1, depth).Reverse());
        Assert.Equal($"{all} bottom", Text(await here.Host.CallAsync(Descend(Encoding.UTF8.GetBytes($"{depth}")))));
        Assert.Equal(depth, descents.Count);
        Assert.All(descents, reply => Assert.IsType<PythonReply.Returned>(reply));

        descents.Clear();
        Assert.Equal($"{depth + 1} {all} no deeper", Text(await here.Host.CallAsync(Descend(Encoding.UTF8.GetBytes($"{depth + 1}")))));
        Assert.Equal(new PythonReply.ProtocolBroken("At most 16 calls may be inside one another."), descents[0]);
        Assert.Equal(depth, descents.Count(reply => reply is PythonReply.Returned));
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Nested_TwoAtATime_BothAreAnsweredInTheirOrder(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        var text = await here.TextAsync("asks", with: Answering(async question =>
        {
            var both = await Task.WhenAll(question.CallAsync(Call("echo", "a")).AsTask(), question.CallAsync(Call("echo", "b")).AsTask());
            return $"{Text(both[0])}+{Text(both[1])}";
        }));
        Assert.Equal("answered a+b", text);
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Nested_HandlerBlocksItsThread_CallIsAnsweredAllTheSame(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        Assert.Equal("answered inner", await here.TextAsync("asks", with: call => call with
        {
            CallbackHandler = (question, _) => new(Encoding.UTF8.GetBytes(Text(question.CallAsync(Call("echo", "inner")).AsTask().GetAwaiter().GetResult()))),
        }));
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Nested_FunctionRaisesOrIsUnknownOrReturnsText_OutcomesAreThoseOfAnyCall(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        var replies = new List<PythonReply>();
        Assert.Equal("answered done", await here.TextAsync("asks", with: Answering(async question =>
        {
            foreach (var function in (string[])["raises", "exits", "nowhere", "wrong_type", "echo"])
                replies.Add(await question.CallAsync(Call(function, "text")));
            replies.Add(await question.CallAsync(new PythonCall("hosted.cases.echo", new byte[64 * 1024 * 1024 + 1])));
            return "done";
        })));
        Assert.Equal(
            ["builtins.ValueError", "builtins.SystemExit", "builtins.AttributeError"],
            replies.Take(3).Select(reply => Assert.IsType<PythonReply.Raised>(reply).Error.Type));
        Assert.Equal("The function returned str; a hosted function returns bytes.", Assert.IsType<PythonReply.ProtocolBroken>(replies[3]).Detail);
        Assert.Equal("text", Text(replies[4]));
        Assert.Equal("The request has 67108865 bytes; Python:MaxMessageBytes allows 67108864.", Assert.IsType<PythonReply.ProtocolBroken>(replies[5]).Detail);
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Nested_CallHasAnIdAndProgressOfItsOwn(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        var (ids, steps) = (new List<long>(), new List<string>());
        await here.TextAsync("asks", with: Answering(async question =>
        {
            for (var i = 0; i < 2; i++)
                ids.Add(JsonDocument.Parse(Text(await question.CallAsync(Call("call_id")))).RootElement[0].GetInt64());
            await question.CallAsync(Call("progresses", "2") with { Progress = step => steps.Add(Encoding.UTF8.GetString(step.Span)) });
            await question.CallAsync(Call("prints", "inside"));
            return "";
        }));
        Assert.Equal([2, 3], ids);
        Assert.Equal(["step 0", "step 1"], steps);
        await here.Log.FirstAsync(line => line.EndsWith("Python stdout, call 5: out inside", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Nested_CallHangs_TheOuterDeadlineAnswersBoth(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        var inner = new TaskCompletionSource<PythonReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reply = await here.CallAsync("asks", with: call => Answering(async question =>
        {
            inner.SetResult(await question.CallAsync(Call("spins")));
            return "";
        })(call) with { RunBudget = TimeSpan.FromMilliseconds(200) });
        Assert.IsType<PythonReply.TimedOutRunning>(reply);
        Assert.Equal(new PythonReply.Cancelled(), await inner.Task.WaitAsync(s_guard));
        Assert.Equal("next", await here.TextAsync("echo", "next"));
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Nested_CallerCancels_NestedCallIsCancelledToo(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        using var cancellation = new CancellationTokenSource();
        var inner = new TaskCompletionSource<PythonReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        var outer = here.Host.CallAsync(Answering(async question =>
        {
            var running = question.CallAsync(Call("sleeps", "0.2"));
            await cancellation.CancelAsync();
            inner.SetResult(await running);
            return "";
        })(Call("asks")), cancellation.Token);
        Assert.Equal(new PythonReply.Cancelled(), await outer);
        Assert.Equal(new PythonReply.Cancelled(), await inner.Task.WaitAsync(s_guard));
        Assert.Equal("next", await here.TextAsync("echo", "next"));
    }

    [Theory, MemberData(nameof(Here))]
    public async Task Nested_QuestionWasAnsweredBefore_CallIsRefused(string arrangement)
    {
        await using var here = new HostHere(arrangement);
        PythonCallback? kept = null;
        await here.TextAsync("asks", with: Answering(question =>
        {
            kept = question;
            return Task.FromResult("");
        }));
        Assert.Equal(new PythonReply.ProtocolBroken("The question was answered before the call was made: nothing waits for it any more."), await kept!.CallAsync(Call("echo")));
    }

    [Fact]
    public async Task Nested_WorkerDies_BothCallsAreToldHow()
    {
        await using var here = new HostHere(HostHere.Workers);
        var inner = new TaskCompletionSource<PythonReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        var outer = await here.CallAsync("asks", with: Answering(async question =>
        {
            inner.SetResult(await question.CallAsync(Call("kills_itself")));
            return "";
        }));
        Assert.Equal("SIGKILL", Assert.IsType<PythonReply.WorkerDied>(outer).Signal);
        Assert.Equal("SIGKILL", Assert.IsType<PythonReply.WorkerDied>(await inner.Task.WaitAsync(s_guard)).Signal);
        Assert.Equal("next", await here.TextAsync("echo", "next"));
    }

    private static Func<PythonCall, PythonCall> Answering(Func<PythonCallback, Task<string>> handler) =>
        call => call with { CallbackHandler = async (question, _) => Encoding.UTF8.GetBytes(await handler(question)) };

    private static PythonCall Call(string function, string payload = "") => new($"hosted.cases.{function}", Encoding.UTF8.GetBytes(payload));

    private static string Text(PythonReply reply) => Encoding.UTF8.GetString(Assert.IsType<PythonReply.Returned>(reply).Payload.Span);
}
