using System.Text;
using AuthDemo.PythonHost.Embedded;
using AuthDemo.PythonHost.Locating;
using AuthDemo.PythonHost.Tests.Arrange;

namespace AuthDemo.PythonHost.Tests.Embedded;

/// <summary>What only pattern PythonNet does: .NET types in hosted code, and packages that need the main interpreter.</summary>
public sealed class PythonNetTests(SharedProbes probes)
{
    public static TheoryData<string> PythonNet => Arrangement.Names(ArrangementKind.PythonNet);

    /// <summary>Lengths around the size of the shared buffers; see <c>PythonNetCode</c>.</summary>
    public static TheoryData<string, int> Lengths
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var row in PythonNet)
                foreach (var length in (int[])[1, 262_143, 262_144, 262_145, 3_000_000])
                    data.Add(row.Data, length);
            return data;
        }
    }

    [Theory, MemberData(nameof(Lengths))]
    public async Task Call_PayloadAroundTheBuffersSize_EachByteComesBack(string arrangement, int length)
    {
        var payload = new byte[length];
        new Random(length).NextBytes(payload);
        foreach (var small in (string[])["before", "after"])
        {
            var reply = await probes.Of(arrangement).CallAsync(new PythonCall("hosted.cases.echo", payload));
            Assert.True(payload.AsSpan().SequenceEqual(Assert.IsType<PythonReply.Returned>(reply).Payload.Span));
            Assert.Equal(small, Text(await probes.Of(arrangement).CallAsync(new PythonCall("hosted.cases.echo", Encoding.UTF8.GetBytes(small)))));
        }
    }

    [Theory, MemberData(nameof(PythonNet))]
    public async Task Clr_NotAllowed_ImportFailsAndNamesTheKey(string arrangement)
    {
        await using var probe = new ProbeHost(Arrangement.Named(arrangement).Settings);
        for (var i = 0; i < 2; i++)
        {
            var error = Assert.IsType<PythonReply.Raised>(await probe.CallAsync(new PythonCall("hosted.uses_clr.sums", "1 2 39"u8.ToArray()))).Error;
            Assert.Equal(("builtins.ImportError", "hosted code may not use .NET types: set Python:PythonNet:AllowClr to true to allow it"), (error.Type, error.Message));
        }
        Assert.Equal("next", Text(await probe.CallAsync(new PythonCall("hosted.cases.echo", "next"u8.ToArray()))));
    }

    [Theory, MemberData(nameof(PythonNet))]
    public async Task Clr_Allowed_HostedCodeUsesDotNetTypes(string arrangement)
    {
        await using var probe = new ProbeHost(Arrangement.Named(arrangement).With("Python:PythonNet:AllowClr", "true").With("Python:Preload:1", "hosted.uses_clr").Settings);
        Assert.Equal("42 3.2.1", Text(await probe.CallAsync(new PythonCall("hosted.uses_clr.sums", "1 2 39"u8.ToArray()))));
        Assert.Equal(0, await probe.StopAsync());
    }

    /// <summary>Debian's own: <c>python3-numpy</c>, which <c>./test</c> installs.</summary>
    [Fact]
    public async Task NumPy_Imported_RunsInTheProcess()
    {
        const string debian = "/usr/bin/python3";
        Assert.SkipWhen(!Directory.Exists("/usr/lib/python3/dist-packages/numpy"), "NumPy of the distribution is not installed (Debian: python3-numpy)");
        var python = PythonInquiry.Ask(debian).Description;
        Assert.SkipWhen(python?.Library is null || python.Number < PythonLocator.Oldest, $"{debian} is too old or has no shared library");
        var arrangement = Arrangement.All.First(a => a.Kind == ArrangementKind.PythonNet).With("Python:Executable", debian).With("Python:Preload:1", "hosted.uses_numpy");
        await using var probe = new ProbeHost(arrangement.Settings);
        Assert.Equal("14", Text(await probe.CallAsync(new PythonCall("hosted.uses_numpy.dots", new byte[] { 1, 2, 3 }))));
        Assert.Equal("pythonnet", (await probe.StatusAsync()).Pattern);
        Assert.Equal(0, await probe.StopAsync());
    }

    private static string Text(PythonReply reply) => Encoding.UTF8.GetString(Assert.IsType<PythonReply.Returned>(reply).Payload.Span);
}

/// <summary>A process runs one of the two patterns, and says when one interpreter is not enough.</summary>
[Collection(nameof(HostHere))]
public sealed class InProcessPatternsTests
{
    private readonly TestClock _clock = new();

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var (pythonNet, interpreters) = (HostHere.PythonNet, HostHere.Interpreters ?? HostHere.PythonNet);
            return new() { { pythonNet, interpreters }, { interpreters, pythonNet } };
        }
    }

    [Theory, MemberData(nameof(Pairs))]
    public async Task Start_OtherPatternRunsInTheProcess_IsRefusedUntilItHasStopped(string first, string second)
    {
        Assert.SkipWhen(first == second, "own-GIL interpreters need Python 3.12");
        await using (var here = new HostHere(first))
        {
            await here.TextAsync("echo");
            await using var other = new HostHere(second);
            Assert.Equal(PythonRuntime.OneOfTheTwo, Assert.IsType<PythonReply.StartFailed>(await other.CallAsync("echo")).Message);
        }
        await using var later = new HostHere(second);
        Assert.Equal("now", await later.TextAsync("echo", "now"));
    }

    [Fact]
    public async Task Status_OneInterpreterIsBusyForAMinute_AdvisesInStatusHealthAndLog()
    {
        await using var here = new HostHere(HostHere.PythonNet, _clock, ("WaitBudget", "01:00:00"), ("RunBudget", "01:00:00"));
        await here.TextAsync("echo");
        Assert.Null(here.Status.Advice);

        var reply = await here.Host.CallAsync(new PythonCall("hosted.callbacks.asks", "?"u8.ToArray())
        {
            CallbackHandler = (_, _) =>
            {
                _clock.Advance(TimeSpan.FromMinutes(10));
                return new("!"u8.ToArray());
            },
        });

        Assert.IsType<PythonReply.Returned>(reply);
        const string advice = "The one interpreter was busy for 100 % of a minute. To use more than one core, set Python:Pattern to Interpreters (Python 3.12 or newer) or Workers.";
        Assert.Equal((PythonHostCondition.Serving, advice), (here.Status.Condition, here.Status.Advice));
        Assert.Single(here.Log.All, line => line.Contains(advice, StringComparison.Ordinal));
        Assert.Equal(advice, (await here.HealthAsync()).Entries["python"].Data["advice"]);

        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(here.Status.Advice);
    }
}
