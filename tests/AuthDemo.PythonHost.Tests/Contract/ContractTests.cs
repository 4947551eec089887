using System.Text;
using System.Text.Json;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Contract;

/// <summary>Cases after which the host is as good as before: the same typed outcome from every pattern on every Python.</summary>
public sealed class ContractTests(SharedProbes probes)
{
    public static TheoryData<string> Everywhere => Arrangement.Names();

    /// <summary>What a remote service prints is its own affair; see the table of differences.</summary>
    public static TheoryData<string> ButRemote => Arrangement.Names(ArrangementKind.Interpreters, ArrangementKind.PythonNet, ArrangementKind.Workers, ArrangementKind.PerCall, ArrangementKind.Http);

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_FunctionReturns_PayloadComesBackUnchanged(string arrangement)
    {
        byte[] notUtf8 = [0, 0xFF, 0xC3, 0x28, 10, 13];
        var reply = await CallAsync(arrangement, "hosted.cases.echo", notUtf8);
        Assert.Equal(notUtf8, Assert.IsType<PythonReply.Returned>(reply).Payload.ToArray());
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_EmptyPayload_ReturnsEmpty(string arrangement)
    {
        var reply = await CallAsync(arrangement, "hosted.cases.echo", []);
        Assert.Equal(0, Assert.IsType<PythonReply.Returned>(reply).Payload.Length);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_InterpreterAsked_IsIsolatedAndSpeaksUtf8(string arrangement)
    {
        var facts = JsonDocument.Parse(Returned(await CallAsync(arrangement, "hosted.cases.where", []))).RootElement;
        Assert.Equal(1, facts.GetProperty("isolated").GetInt32());
        Assert.Equal(1, facts.GetProperty("utf8").GetInt32());
        Assert.False(facts.GetProperty("user_site").GetBoolean());
        Assert.Equal("utf-8", facts.GetProperty("encoding").GetString());
        var version = facts.GetProperty("version").EnumerateArray().Select(part => part.GetInt32()).ToArray();
        Assert.Equal(Arrangement.Named(arrangement).Python, new Version(version[0], version[1], version[2]));
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_FunctionRaises_ErrorIsData(string arrangement)
    {
        var error = Raised(await CallAsync(arrangement, "hosted.cases.raises", "påls"u8));
        Assert.Equal("builtins.ValueError", error.Type);
        Assert.Equal("påls", error.Message);
        var line = Assert.Single(error.Traceback);
        Assert.Matches(@"^hosted/cases\.py:\d+ in raises$", line);
        Assert.Null(error.Cause);
        Assert.Empty(error.Notes);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_FunctionRaisesFromCause_CauseAndNotesAreKept(string arrangement)
    {
        var error = Raised(await CallAsync(arrangement, "hosted.cases.raises_chain", []));
        Assert.Equal(("builtins.RuntimeError", "outer"), (error.Type, error.Message));
        Assert.Equal(["first note", "second note"], error.Notes);
        Assert.Equal(("builtins.KeyError", "'missing'"), (error.Cause?.Type, error.Cause?.Message));
        Assert.Null(error.Cause?.Cause);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_FunctionRaisesWithSecretLocal_SecretStaysInPython(string arrangement)
    {
        var error = Raised(await CallAsync(arrangement, "hosted.cases.raises_with_secret_local", []));
        Assert.DoesNotContain("s3cret", error.ToString() + string.Join('\n', error.Traceback), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_StrOfExceptionRaises_MessageSaysSo(string arrangement)
    {
        var error = Raised(await CallAsync(arrangement, "hosted.cases.raises_rude", []));
        Assert.Equal(("hosted.cases.Rude", "<OSError while the message was made>"), (error.Type, error.Message));
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_MessageIsNotUtf8_MessageIsMadeSo(string arrangement)
    {
        var error = Raised(await CallAsync(arrangement, "hosted.cases.raises_surrogate", []));
        Assert.Equal("lone ? and nul \0", error.Message);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_MessageIsHuge_MessageIsCut(string arrangement)
    {
        var error = Raised(await CallAsync(arrangement, "hosted.cases.raises_long", []));
        Assert.Equal(new string('x', 4096) + "... (1000000 characters)", error.Message);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_FunctionExits_IsRaisedAndTheNextCallReturns(string arrangement)
    {
        Assert.Equal("builtins.SystemExit", Raised(await CallAsync(arrangement, "hosted.cases.exits", [])).Type);
        Assert.Equal("builtins.KeyboardInterrupt", Raised(await CallAsync(arrangement, "hosted.cases.keyboard", [])).Type);
        Assert.Equal("next", Returned(await CallAsync(arrangement, "hosted.cases.echo", "next"u8)));
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_DeepRecursion_IsRaised(string arrangement)
    {
        Assert.Equal("builtins.RecursionError", Raised(await CallAsync(arrangement, "hosted.cases.recurses", [])).Type);
        Assert.Equal("builtins.RecursionError", Raised(await CallAsync(arrangement, "hosted.cases.recurses_in_c", [])).Type);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_OutOfMemory_IsRaised(string arrangement) =>
        Assert.Equal("builtins.MemoryError", Raised(await CallAsync(arrangement, "hosted.cases.out_of_memory", [])).Type);

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_ReturnsText_ProtocolIsBroken(string arrangement)
    {
        var reply = await CallAsync(arrangement, "hosted.cases.wrong_type", []);
        Assert.Equal("The function returned str; a hosted function returns bytes.", Assert.IsType<PythonReply.ProtocolBroken>(reply).Detail);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_UnknownFunction_IsRaised(string arrangement)
    {
        Assert.Equal("builtins.AttributeError", Raised(await CallAsync(arrangement, "hosted.cases.nowhere", [])).Type);
        Assert.Equal("builtins.ModuleNotFoundError", Raised(await CallAsync(arrangement, "nowhere.at_all", [])).Type);
        Assert.Equal("builtins.ModuleNotFoundError", Raised(await CallAsync(arrangement, "nowhere", [])).Type);
        Assert.Equal("builtins.TypeError", Raised(await CallAsync(arrangement, "hosted.cases.not_a_function", [])).Type);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_ModuleDoesNotImport_IsRaised(string arrangement)
    {
        var missing = Raised(await CallAsync(arrangement, "hosted.broken.anything", []));
        Assert.Equal(("builtins.ModuleNotFoundError", "No module named 'module_that_is_not_there'"), (missing.Type, missing.Message));
        Assert.Equal("builtins.SyntaxError", Raised(await CallAsync(arrangement, "hosted.unparsable.f", [])).Type);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_RequestIsTooLarge_ProtocolIsBrokenNamingTheKey(string arrangement)
    {
        var reply = await CallAsync(arrangement, "hosted.cases.echo", new byte[64 * 1024 * 1024 + 1]);
        Assert.Equal("The request has 67108865 bytes; Python:MaxMessageBytes allows 67108864.", Assert.IsType<PythonReply.ProtocolBroken>(reply).Detail);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_ReplyOf64MiB_ComesBackAndOneByteMoreDoesNot(string arrangement)
    {
        var returned = Assert.IsType<PythonReply.Returned>(await CallAsync(arrangement, "hosted.cases.big", "67108864"u8));
        Assert.Equal(67108864, returned.Payload.Length);
        Assert.Equal(-1, returned.Payload.Span.IndexOfAnyExcept((byte)'x'));
        var broken = Assert.IsType<PythonReply.ProtocolBroken>(await CallAsync(arrangement, "hosted.cases.big", "67108865"u8));
        Assert.Equal("The reply has 67108865 bytes; Python:MaxMessageBytes allows 67108864.", broken.Detail);
        Assert.Equal("next", Returned(await CallAsync(arrangement, "hosted.cases.echo", "next"u8)));
    }

    [Theory, MemberData(nameof(ButRemote))]
    public async Task Call_FunctionPrintsAndLogs_LinesReachTheLogWithTheCallId(string arrangement)
    {
        var mark = Guid.NewGuid().ToString("N");
        var probe = probes.Of(arrangement);
        Assert.Equal("printed", Returned(await CallAsync(arrangement, "hosted.cases.prints", Encoding.UTF8.GetBytes(mark))));
        var line = await probe.LineAsync(text => text.EndsWith($": out {mark}", StringComparison.Ordinal));
        var call = System.Text.RegularExpressions.Regex.Match(line, @"call (\d+):").Groups[1].Value;
        Assert.Equal($"Information AuthDemo.PythonHost.Python: Python stdout, call {call}: out {mark}", line);
        Assert.NotEqual("0", call);
        await probe.LineAsync(text => text == $"Warning AuthDemo.PythonHost.Python: Python stderr, call {call}: err {mark}");
        await probe.LineAsync(text => text == $"Information AuthDemo.PythonHost.Python: Python stdout, call {call}: half a line");
        await probe.LineAsync(text => text == $"Error AuthDemo.PythonHost.Python: Python hosted.cases, call {call}: logged {mark}");
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_FunctionStartsThread_ThreadRunsAndMayPrint(string arrangement) =>
        Assert.Equal("ran", Returned(await CallAsync(arrangement, "hosted.cases.starts_thread", [])));

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_SpinsPastItsDeadline_IsAnsweredAndTheNextCallReturns(string arrangement)
    {
        var call = new PythonCall("hosted.cases.spins", default) { RunBudget = TimeSpan.FromMilliseconds(100) };
        var reply = Assert.IsType<PythonReply.TimedOutRunning>(await probes.Of(arrangement).CallAsync(call));
        Assert.InRange(reply.Ran, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30));
        Assert.Equal("next", Returned(await CallAsync(arrangement, "hosted.cases.echo", "next"u8)));
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Call_CancelledWhileItRuns_IsAnsweredCancelled(string arrangement)
    {
        using var cancellation = new CancellationTokenSource();
        var call = probes.Of(arrangement).CallAsync(new PythonCall("hosted.cases.sleeps", "0.3"u8.ToArray()), cancellation.Token);
        await cancellation.CancelAsync();
        Assert.IsType<PythonReply.Cancelled>(await call);
        Assert.Equal("next", Returned(await CallAsync(arrangement, "hosted.cases.echo", "next"u8)));
    }

    private ValueTask<PythonReply> CallAsync(string arrangement, string function, ReadOnlySpan<byte> payload) =>
        probes.Of(arrangement).CallAsync(new PythonCall(function, payload.ToArray()));

    private static string Returned(PythonReply reply) => Encoding.UTF8.GetString(Assert.IsType<PythonReply.Returned>(reply).Payload.Span);

    private static PythonError Raised(PythonReply reply) => Assert.IsType<PythonReply.Raised>(reply).Error;
}
