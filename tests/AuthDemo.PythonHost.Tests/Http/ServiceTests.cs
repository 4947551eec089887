using System.Globalization;
using System.Text;
using System.Text.Json;
using AuthDemo.PythonHost.Processes;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Http;

/// <summary>The service as a process of its own: addresses, secrets, deaths, and what is and is not sent again.</summary>
public sealed class ServiceTests
{
    public static string Remote { get; } = Arrangement.All.Single(arrangement => arrangement.Kind == ArrangementKind.Remote).Name;

    public static TheoryData<string> Supervised => Arrangement.Names(ArrangementKind.Http);

    [Fact]
    public async Task Remote_OnTcp_ServesWhoKnowsTheSecretAndNobodyElse()
    {
        await using var service = new RemoteService(["--tcp", "0", "--processes", "4"]);
        var address = JsonDocument.Parse(service.Ready).RootElement.GetProperty("address").GetString();
        Assert.Matches(@"^http://127\.0\.0\.1:\d+$", address);
        await using var knows = new HostHere(Remote, ("Http:Address", address));
        Assert.Equal("next", await knows.TextAsync("echo", "next"));
        await Until.TrueAsync(() => knows.Status.Condition == PythonHostCondition.Serving, "the start to be over, which the first call may outrun");
        Assert.Equal(("http", address), (knows.Status.Pattern, knows.Status.Python));
        foreach (var secret in (string?[])["wrong", null])
        {
            await using var other = new HostHere(Remote, ("Http:Address", address), ("Http:Secret", secret));
            Assert.Equal(new PythonReply.StartFailed("The service refused the secret: check Python:Http:Secret."), await other.CallAsync("echo"));
            Assert.DoesNotContain(RemoteService.Secret, string.Join('\n', other.Log.All), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "--tcp needs a secret of at least 16 characters in AUTHDEMO_HOST_SECRET; 0 were given")]
    [InlineData("too short", "--tcp needs a secret of at least 16 characters in AUTHDEMO_HOST_SECRET; 9 were given")]
    public async Task Serve_OnTcpWithoutAGoodSecret_IsRefused(string secret, string message)
    {
        await using var service = new RemoteService(["--tcp", "0"], secret);
        Assert.Equal("", service.Ready);
        Assert.EndsWith(message, await service.Errors.FirstAsync(line => line.Contains("--tcp needs", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remote_IsGoneAndComesBack_NothingWasSentSoTheCallWaitsForIt()
    {
        using var scratch = new TemporaryFolder();
        var socket = scratch["socket"];
        string[] arguments = ["--unix", socket, "--processes", "2"];
        var first = new RemoteService(arguments);
        await using var here = new HostHere(Remote, ("Http:Address", $"unix:{socket}"));
        Assert.Equal("next", await here.TextAsync("echo", "next"));
        Assert.Equal(0, await first.StopAsync());
        await first.DisposeAsync();
        Assert.False(File.Exists(socket));
        Assert.Equal(new PythonReply.StartFailed($"The service at unix:{socket} cannot be reached: ConnectionError."), await here.CallAsync("echo"));
        var waits = here.TextAsync("appends_pid", scratch["ran"]);
        await using var second = new RemoteService(arguments);
        await waits;
        Assert.Single(await File.ReadAllLinesAsync(scratch["ran"]));
    }

    [Fact]
    public async Task Serve_SocketWasLeftBehind_IsReplacedAndALivingOneIsNot()
    {
        using var scratch = new TemporaryFolder();
        string[] arguments = ["--unix", scratch["socket"], "--processes", "1"];
        await using (var killed = new RemoteService(arguments))
            killed.Kill();
        Assert.True(File.Exists(scratch["socket"]));
        await using var second = new RemoteService(arguments);
        Assert.Contains("address", second.Ready, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(scratch["socket"]));
        await using var third = new RemoteService(arguments);
        Assert.EndsWith($"cannot listen on {scratch["socket"]}: another service listens there",
            await third.Errors.FirstAsync(line => line.Contains("cannot listen", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_IsStoppedWhileACallRuns_TheCallEndsFirst()
    {
        using var scratch = new TemporaryFolder();
        await using var service = new RemoteService(["--unix", scratch["socket"], "--processes", "2", "--drain", "60"]);
        await using var here = new HostHere(Remote, ("Http:Address", $"unix:{scratch["socket"]}"));
        var running = here.TextAsync("begins_and_ends", scratch["call"]);
        await Until.WrittenAsync(scratch["call.begun"]);
        var stopped = service.StopAsync();
        await File.WriteAllTextAsync(scratch["call.go"], "");
        Assert.Equal("ended", await running);
        Assert.Equal(0, await stopped);
    }

    [Theory, MemberData(nameof(Supervised))]
    public async Task Service_IsKilledWhileACallRuns_CallIsToldHowItIsNotSentAgainAndAnotherServes(string arrangement)
    {
        using var scratch = new TemporaryFolder();
        await using var here = new HostHere(arrangement, ("Http:Processes", "1"), ("Processes:Backoff", "00:00:00.01"));
        Assert.Equal("next", await here.TextAsync("echo", "next"));
        var running = here.CallAsync("tells_pid_and_sleeps", scratch["call"]);
        var (child, service) = await Until.WrittenAsync(scratch["call"]) is var pids ? (pids.Split(' ')[0], pids.Split(' ')[1]) : default;
        File.Delete(scratch["call"]);
        UnixSignals.Send(int.Parse(service, CultureInfo.InvariantCulture), UnixSignals.Kill);
        Assert.Equal("SIGKILL", Assert.IsType<PythonReply.WorkerDied>(await running).Signal);
        await ProcessTable.GoneAsync(child);
        Assert.Equal("next", await here.TextAsync("echo", "next"));
        Assert.False(File.Exists(scratch["call"]));
        await Until.TrueAsync(() => here.Status is { Condition: PythonHostCondition.Serving, Lost: 1 }, "the service to be whole again");
    }

    [Theory, MemberData(nameof(Supervised))]
    public async Task Call_KillsItsProcessOnAConnectionThatWasUsedBefore_ItRunsOnce(string arrangement)
    {
        using var scratch = new TemporaryFolder();
        await using var here = new HostHere(arrangement, ("Http:Processes", "1"));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("next", await here.TextAsync("echo", "next"));
            var died = Assert.IsType<PythonReply.WorkerDied>(await here.CallAsync("appends_pid_and_dies", scratch["ran"]));
            Assert.Equal((null, "SIGKILL"), (died.ExitCode, died.Signal));
            Assert.Equal(i + 1, (await File.ReadAllLinesAsync(scratch["ran"])).Length);
        }
        Assert.Equal(0, here.Status.Lost); // the service is whole: it lost processes of its own
    }

    [Fact]
    public async Task Supervised_ServiceSpeaksAnotherProtocol_StartFails()
    {
        using var scratch = new TemporaryFolder();
        var script = scratch["service.py"];
        await File.WriteAllTextAsync(script, "print('{\"protocol\": \"7\", \"address\": \"unix:/nowhere\"}', flush=True); input()", Encoding.UTF8);
        await using var here = new HostHere(Arrangement.All.First(a => a.Kind == ArrangementKind.Http).Name, ("Executable", FakePython.Make(scratch.FullName, script: script)));
        var failed = Assert.IsType<PythonReply.StartFailed>(await here.CallAsync("echo"));
        Assert.Equal($"The service speaks protocol 7, the host 1: the files in {PythonFolder.Path} are of another version.", failed.Message);
    }

    [Fact]
    public async Task Supervised_ModuleDoesNotImport_StartFailsAndSaysWhere()
    {
        await using var here = new HostHere(Arrangement.All.First(a => a.Kind == ArrangementKind.Http).Name, ("Preload:0", "hosted.broken"));
        Assert.Equal("A module of Python:Preload could not be imported: builtins.ModuleNotFoundError: No module named 'module_that_is_not_there' at hosted/broken.py:1 in <module>. Check Python:SearchPaths and Python:Preload.",
            Assert.IsType<PythonReply.StartFailed>(await here.CallAsync("echo")).Message);
    }
}
