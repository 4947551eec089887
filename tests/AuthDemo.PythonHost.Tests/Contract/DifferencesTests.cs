using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Contract;

/// <summary>
/// The table of differences in the project's README, row by row: what the table says of a pattern is what a call shows. Rows about
/// deaths, hangs and cancellation have tests of their own (<see cref="FailureContractTests"/>, WorkersTests, EmbeddedFailureTests).
/// </summary>
public sealed class DifferencesTests(SharedProbes probes)
{
    public static TheoryData<string> Everywhere => Arrangement.Names();

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Signals_AreRefusedWhereTheyAreTheHosts(string arrangement)
    {
        var expected = Cell("`signal.signal`, `faulthandler`, `os.fork`", arrangement);
        var reply = await CallAsync(arrangement, "enables_faulthandler");
        Assert.Equal(expected, reply is PythonReply.Raised { Error.Type: "authdemo_host.boundary.HostRefused" } ? "Raised, HostRefused" : reply is PythonReply.Returned ? "allowed" : reply.ToString());
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Named_IsWhereStateCanBeKept(string arrangement)
    {
        var expected = Cell("`Worker` (named)", arrangement);
        if (expected != "StartFailed") return; // the others: TwoWayTests
        await using var host = new HostHere(arrangement);
        var reply = await host.CallAsync("counts", with: call => call with { Worker = "a" });
        Assert.StartsWith("Named workers need Python:Pattern Auto, Embedded or Workers; it is ", Assert.IsType<PythonReply.StartFailed>(reply).Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Ask_NobodyListens_IsHostCallFailedEverywhere(string arrangement)
    {
        Assert.Contains(Cell("`Asked`, `Progress`", arrangement), (string[])["yes", "HostCallFailed; dropped"]);
        var reply = Assert.IsType<PythonReply.Returned>(await CallAsync(arrangement, "asks_and_tells_failure"));
        Assert.Equal("nobody answers 'question' here"u8.ToArray(), reply.Payload.ToArray());
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task DaemonThreads_AreRefusedWithOwnGil(string arrangement)
    {
        var expected = Cell("daemon threads", arrangement);
        var reply = await CallAsync(arrangement, "leaves_daemon_thread");
        Assert.Equal(expected, reply is PythonReply.Raised { Error.Type: "builtins.RuntimeError" } ? "RuntimeError" : reply is PythonReply.Returned ? "allowed" : reply.ToString());
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task NativeModules_LoadWhereTheMainInterpreterOrAProcessRuns(string arrangement)
    {
        var expected = Cell("modules with C code that needs the main interpreter", arrangement);
        await using var probe = new ProbeHost(Arrangement.Named(arrangement).With("Python:Preload:0", "hosted.native").Settings);
        var reply = await probe.CallAsync(new PythonCall("hosted.native.answer", default));
        Assert.Equal(expected, reply is PythonReply.Returned ? "load" : reply is PythonReply.StartFailed { Message: var message } && message.Contains("readline", StringComparison.Ordinal) ? "start fails, names the module" : reply.ToString());
    }

    [Fact]
    public void Readme_TableOfDifferences_HasTheRowsThatAreAsserted() =>
        Assert.Equal(
            ["`os._exit`", "segmentation fault", "`signal.signal`, `faulthandler`, `os.fork`", "raw write to descriptor 1", "call that never returns",
             "cancelled while it runs", "`Worker` (named)", "`Asked`, `Progress`", "modules with C code that needs the main interpreter", "daemon threads"],
            Rows().Select(row => row[0]));

    private async Task<PythonReply> CallAsync(string arrangement, string function) =>
        await probes.Of(arrangement).CallAsync(new PythonCall($"hosted.cases.{function}", default));

    private static string Cell(string row, string arrangement) => Rows().Single(cells => cells[0] == row)[Arrangement.Named(arrangement).Kind switch
    {
        ArrangementKind.OwnGil => 1,
        ArrangementKind.Single => 2,
        ArrangementKind.Workers => 3,
        ArrangementKind.PerCall => 4,
        _ => 5,
    }];

    private static IEnumerable<string[]> Rows() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "README.md"))
            .SkipWhile(line => !line.StartsWith("| case |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));
}
