using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Workers;

/// <summary>Processes that do not keep to the protocol, in both patterns that speak it: a typed outcome, and the next process serves.</summary>
[Collection(nameof(HostHere))]
public sealed class BrokenFramesTests : IDisposable
{
    private static readonly string s_script = Path.Combine(Pythons.HostedFolder, "misbehaving", "worker.py");

    private readonly TemporaryFolder _scratch = new();

    public static TheoryData<string, string> Broken
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var pattern in (string[])["Workers", "PerCall"])
                foreach (var how in Details.Keys)
                    data.Add(pattern, how);
            return data;
        }
    }

    private static Dictionary<string, string> Details { get; } = new()
    {
        ["unknown kind"] = "The worker sent a frame of unknown kind 200.",
        ["oversized frame"] = "The worker sent a frame of 67174401 bytes; Python:MaxMessageBytes allows 67108864.",
        ["reply out of turn"] = "The worker sent a reply to a call that was not its turn.",
        ["unreadable error"] = "The worker sent a frame of kind Raised that cannot be read.",
        ["output without a source"] = "The worker sent a frame of kind Output that cannot be read.",
        ["question cut short"] = "The worker sent a frame of kind Ask that cannot be read.",
    };

    public void Dispose() => _scratch.Dispose();

    [Theory, MemberData(nameof(Broken))]
    public async Task Reply_IsNotOfTheProtocol_ProtocolIsBrokenAndAnotherProcessServes(string pattern, string how)
    {
        await using var here = Host(pattern, "");
        Assert.Equal(new PythonReply.ProtocolBroken(Details[how]), await here.Host.CallAsync(new PythonCall(how, default)));
        Assert.IsType<PythonReply.Returned>(await here.Host.CallAsync(new PythonCall("any", default)));
    }

    [Theory, InlineData("Workers"), InlineData("PerCall")]
    public async Task Reply_IsCutShortByTheEnd_WorkerDied(string pattern)
    {
        await using var here = Host(pattern, "");
        Assert.Equal(0, Assert.IsType<PythonReply.WorkerDied>(await here.Host.CallAsync(new PythonCall("half a frame", default))).ExitCode);
        Assert.IsType<PythonReply.Returned>(await here.Host.CallAsync(new PythonCall("any", default)));
    }

    [Theory]
    [InlineData("another protocol", "The worker speaks protocol 99, the host 2: the files in {0} are of another version.")]
    [InlineData("garbage", "The worker sent a frame of 4294967295 bytes; Python:MaxMessageBytes allows 67108864.")]
    [InlineData("unreadable ready", "The worker sent a frame of kind Ready that cannot be read.")]
    [InlineData("unreadable failure", "The worker sent a frame of kind StartFailed that cannot be read.")]
    [InlineData("early end", "The process ended before it was ready (exit code 9). Its last lines:\n  no mood")]
    [InlineData("incomplete ready", "The worker sent a frame of kind Ready that cannot be read.")]
    [InlineData("silence", "A worker was not ready within Python:StartBudget (00:00:01); a module of Python:Preload may hang.")]
    public async Task Handshake_GoesWrong_StartFailsAndSaysHow(string how, string message)
    {
        await using var here = Host("Workers", how, ("StartBudget", "00:00:01"));
        var failed = Assert.IsType<PythonReply.StartFailed>(await here.Host.CallAsync(new PythonCall("any", default)));
        Assert.Equal(message.Replace("{0}", PythonFolder.Path, StringComparison.Ordinal), failed.Message);
    }

    private HostHere Host(string pattern, string handshake, params (string, string?)[] settings) => new(HostHere.Workers,
        [("Pattern", pattern), ("Executable", FakePython.Make(_scratch.FullName, script: s_script, argument: handshake)), ("Workers:Minimum", "1"), .. settings]);
}
