using System.Text;
using System.Text.Json;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Contract;

/// <summary>
/// What differs between the patterns, as seen from a call: for each row of the table in the project's README, what is observed on an
/// arrangement, in the words of the table.
/// </summary>
internal static class Differences
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(100);

    public static IReadOnlyDictionary<string, Func<Arrangement, Task<string>>> Rows { get; } = new Dictionary<string, Func<Arrangement, Task<string>>>
    {
        ["`os._exit`"] = on => DeathAsync(on, "os_exits"),
        ["segmentation fault"] = on => DeathAsync(on, "segfaults"),
        ["`signal.signal`, `faulthandler`, `os.fork`"] = SignalsAsync,
        ["`print`, `logging`"] = on => OutputAsync(on, "prints", ": out mark", "Information AuthDemo.PythonHost.Python: Python stdout, call 1: out mark", "log, with the call id"),
        ["raw write to descriptor 1"] = on => OutputAsync(on, "writes_fd1", "mark", "Warning AuthDemo.PythonHost.Python: Python stderr", "log, as stderr"),
        ["call that never returns"] = HangAsync,
        ["cancelled while it runs"] = CancelAsync,
        ["`Worker` (named)"] = NamedAsync,
        ["`CallbackHandler`, `Progress`"] = CallbacksAsync,
        ["modules with C code that needs the main interpreter"] = NativeModuleAsync,
        ["daemon threads"] = async on => await ReplyAsync(on, Call("leaves_daemon_thread")) switch
        {
            PythonReply.Raised { Error.Type: "builtins.RuntimeError" } => "RuntimeError",
            var reply => Words(reply),
        },
        ["`Processes:MemoryLimitBytes`"] = MemoryAsync,
        ["host is killed"] = HostKilledAsync,
    };

    /// <summary>The host goes too, or a process whose end is told, or not told.</summary>
    private static async Task<string> DeathAsync(Arrangement on, string function)
    {
        await using var probe = new ProbeHost(on.Settings);
        try
        {
            var reply = await probe.CallAsync(Call(function));
            Assert.Equal("next", Text(await probe.CallAsync(Call("echo", "next"))));
            return reply is PythonReply.WorkerDied died ? died.Signal is { } signal ? $"WorkerDied, {signal}"
                : died.ExitCode is { } code ? $"WorkerDied, exit code {code}" : "WorkerDied" : Words(reply);
        }
        catch (ProbeGoneException)
        {
            Assert.Equal(139, await probe.ExitAsync()); // SIGSEGV
            return "ends the host";
        }
    }

    private static async Task<string> SignalsAsync(Arrangement on)
    {
        await using var probe = new ProbeHost(on.Settings);
        var words = new List<string>();
        foreach (var function in (string[])["takes_signals", "enables_faulthandler", "forks"])
            words.Add(Words(await probe.CallAsync(Call(function))));
        return Assert.Single(words.Distinct());
    }

    /// <summary>Where a line that hosted code writes is found: in the host's log, or on whose standard stream.</summary>
    private static async Task<string> OutputAsync(Arrangement on, string function, string end, string logged, string inTheLog)
    {
        await using var probe = new ProbeHost(on.Settings);
        var remote = on.Kind == ArrangementKind.Remote ? RemoteService.TheShared.Errors : null;
        var mark = $"mark {Guid.NewGuid():N}";
        Assert.IsType<PythonReply.Returned>(await probe.CallAsync(Call(function, mark)));
        string Marked(string text) => text.Replace("mark", mark, StringComparison.Ordinal);
        var where = "nowhere";
        await Until.TrueAsync(
            () =>
            {
                if (probe.Log.Any(line => line.StartsWith(Marked(logged), StringComparison.Ordinal) && line.EndsWith(Marked(end), StringComparison.Ordinal)))
                    where = inTheLog;
                else if (probe.StandardError.Contains(mark, StringComparison.Ordinal))
                    where = "the host's standard output";
                else if (remote?.All.Any(line => line.EndsWith(Marked(end), StringComparison.Ordinal)) is true)
                    where = "the service's standard error";
                return where != "nowhere";
            }, $"what {function} wrote");
        return where;
    }

    private static async Task<string> HangAsync(Arrangement on)
    {
        using var folder = new TemporaryFolder();
        await using var probe = new ProbeHost(on.Settings);
        Assert.Equal("next", Text(await probe.CallAsync(Call("echo", "next"))));
        Assert.IsType<PythonReply.TimedOutRunning>(await probe.CallAsync(Call("tells_pid_and_sleeps", folder["hung"]) with { RunBudget = s_short }));
        Assert.Equal("next", Text(await probe.CallAsync(Call("echo", "next"))));
        if (!on.SharesProcess)
        {
            await ProcessTable.GoneAsync((await Until.WrittenAsync(folder["hung"])).Split(' ')[0]);
            return "process is killed";
        }
        var line = await probe.LineAsync(text => text.Contains("serves in place of a lost one", StringComparison.Ordinal) || text.EndsWith("Pattern Workers has taken over", StringComparison.Ordinal));
        return line.Contains("in place of a lost one", StringComparison.Ordinal)
            ? "interpreter is interrupted, else replaced" : "interrupted, else moves to Workers";
    }

    private static async Task<string> CancelAsync(Arrangement on)
    {
        using var folder = new TemporaryFolder();
        await using var probe = new ProbeHost(on.Settings);
        using var cancellation = new CancellationTokenSource();
        var running = probe.CallAsync(Call("begins_and_ends", folder["call"]), cancellation.Token);
        var process = await Until.WrittenAsync(folder["call.begun"]);
        await cancellation.CancelAsync();
        Assert.Equal(new PythonReply.Cancelled(), await running);
        if (on.Kind is ArrangementKind.Workers or ArrangementKind.PerCall)
        {
            await ProcessTable.GoneAsync(process);
            Assert.False(File.Exists(folder["call.ended"]));
            return "process is killed";
        }
        await File.WriteAllTextAsync(folder["call.go"], "");
        await Until.WrittenAsync(folder["call.ended"]);
        return "runs on to its end or budget";
    }

    private static async Task<string> NamedAsync(Arrangement on)
    {
        await using var probe = new ProbeHost(on.Settings);
        async Task<PythonReply> CountAsync(string name) => await probe.CallAsync(Call("counts") with { Worker = name });
        if (await CountAsync("a") is PythonReply.StartFailed refused)
        {
            Assert.Matches("^Named workers need Python:Pattern PythonNet, Interpreters or Workers; it is (Http|PerCall).$", refused.Message);
            return "StartFailed";
        }
        Assert.Equal("2", Text(await CountAsync("a")));
        if (Text(await CountAsync("b")) == "3")
            return "the one interpreter";
        Assert.Equal("3", Text(await CountAsync("a")));
        var process = JsonDocument.Parse(Text(await probe.CallAsync(Call("where") with { Worker = "a" }))).RootElement.GetProperty("pid").GetInt32();
        return process == probe.ProcessId ? "interpreter of its own" : "process of its own";
    }

    private static async Task<string> CallbacksAsync(Arrangement on)
    {
        await using var probe = new ProbeHost(on.Settings);
        var answer = Text(await probe.CallAsync(Call("asks_and_progresses", "why"), withCallbacks: true));
        if (answer == "HostCallFailed: nobody answers 'question' here")
        {
            Assert.DoesNotContain("progress begun why", probe.Log);
            return "HostCallFailed; dropped";
        }
        Assert.Equal("answered why", answer);
        await probe.LineAsync(line => line == "progress begun why");
        return "yes, with calls inside";
    }

    private static async Task<string> NativeModuleAsync(Arrangement on)
    {
        await using var probe = new ProbeHost(on.With("Python:Preload:0", "hosted.native").Settings);
        return await probe.CallAsync(new PythonCall("hosted.native.answer", default)) switch
        {
            PythonReply.Returned => "load",
            PythonReply.StartFailed { Message: var message } when message.Contains("readline", StringComparison.Ordinal) => "start fails, names the module",
            var reply => reply.ToString(),
        };
    }

    private static async Task<string> MemoryAsync(Arrangement on)
    {
        await using var probe = new ProbeHost(on.With("Python:Processes:MemoryLimitBytes", "268435456").Settings);
        return await probe.CallAsync(Call("uses_memory", "536870912")) switch
        {
            PythonReply.Raised { Error.Type: "builtins.MemoryError" } => "MemoryError",
            PythonReply.Returned => "not used",
            var reply => reply.ToString(),
        };
    }

    private static async Task<string> HostKilledAsync(Arrangement on)
    {
        using var folder = new TemporaryFolder();
        await using var probe = new ProbeHost(on.Settings);
        var running = probe.CallAsync(Call("tells_pid_and_sleeps", folder["call"]) with { RunBudget = TimeSpan.FromSeconds(5) }).AsTask();
        var process = (await Until.WrittenAsync(folder["call"])).Split(' ')[0];
        await probe.EndAsync("SIGKILL");
        await Assert.ThrowsAsync<ProbeGoneException>(() => running);
        if (on.Kind == ArrangementKind.Remote)
        {
            Assert.True(ProcessTable.Lives(RemoteService.TheShared.ProcessId));
            return "service goes on";
        }
        await ProcessTable.GoneAsync(process);
        return on.SharesProcess ? "it is the process" : "processes end";
    }

    private static async Task<PythonReply> ReplyAsync(Arrangement on, PythonCall call)
    {
        await using var probe = new ProbeHost(on.Settings);
        return await probe.CallAsync(call);
    }

    private static string Words(PythonReply reply) => reply switch
    {
        PythonReply.Raised { Error.Type: "authdemo_host.boundary.HostRefused" } => "Raised, HostRefused",
        PythonReply.Returned => "allowed",
        _ => reply.ToString(),
    };

    private static PythonCall Call(string function, string payload = "") => new($"hosted.cases.{function}", Encoding.UTF8.GetBytes(payload));

    private static string Text(PythonReply reply) => Encoding.UTF8.GetString(Assert.IsType<PythonReply.Returned>(reply).Payload.Span);
}
