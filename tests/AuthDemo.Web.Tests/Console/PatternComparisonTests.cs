using AuthDemo.Journal;
using AuthDemo.Journal.AuditLog;
using AuthDemo.PythonHost;
using AuthDemo.PythonHost.Configuration;
using AuthDemo.Web.Console.Runtime;
using Bunit;

namespace AuthDemo.Web.Tests.Console;

/// <summary>The comparison of patterns while it runs, when it has ended, failed or was stopped.</summary>
public sealed class PatternComparisonTests
{
    private readonly FakePython _python = new(FakePython.Serving);

    [Fact]
    public async Task Run_ToItsEnd_ShowsEachPatternAndClosesItsHosts()
    {
        await using var screen = new ConsoleScreen(python: _python);
        _python.Time = screen.Time;
        var page = screen.Show<PatternComparison>();

        ConsoleScreen.Button(page, "Run comparison").Click();

        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll("tbody tr").Count));
        page.WaitForAssertion(() => Assert.NotNull(ConsoleScreen.Button(page, "Run comparison")));
        Assert.Equal(["pythonnet|in use", "Interpreters|not measured: a process runs either pythonnet or Interpreters", "Workers|", "HTTP|", "Per call|"], page.FindAll("tbody tr").Select(row => $"{row.Children[0].TextContent}|{row.Children[5].TextContent}"));
        Assert.Equal("–", page.FindAll("tbody tr")[0].Children[1].TextContent);
        Assert.All(page.FindAll("tbody tr").Where((_, index) => index != 1), row => Assert.NotEqual("–", row.Children[2].TextContent));
        Assert.Equal([PythonPattern.Workers, PythonPattern.Http, PythonPattern.PerCall], _python.Opened);
        Assert.Equal(3, _python.Closed);
        Assert.Equal(JournalEventType.PythonCompared, Assert.Single(screen.Journal.Acts).Type);
    }

    [Fact]
    public async Task Run_WhileAPatternIsMeasured_ShowsProgressAndCanBeStopped()
    {
        await using var screen = new ConsoleScreen(python: _python);
        _python.Held = new TaskCompletionSource().Task;
        var page = screen.Show<PatternComparison>();
        ConsoleScreen.Button(page, "Run comparison").Click();
        page.WaitForAssertion(() => Assert.Contains("Measuring: pythonnet", page.Markup, StringComparison.Ordinal));
        Assert.Equal("0", page.Find("[role=progressbar]").GetAttribute("aria-valuenow"));

        ConsoleScreen.Button(page, "Stop comparison").Click();

        page.WaitForAssertion(() => Assert.Equal("Stopped before it was done.", page.Find("[role=status]").TextContent));
        Assert.Empty(page.FindAll("[role=progressbar]"));
        Assert.NotNull(ConsoleScreen.Button(page, "Run comparison"));
    }

    [Fact]
    public async Task Progress_WithinAPattern_GrowsWithTheTimeMeasured()
    {
        await using var screen = new ConsoleScreen(python: _python);
        (_python.Time, _python.CallTakes) = (screen.Time, PatternMeasurement.Duration / 100);
        var shares = new List<double>();
        var run = new PatternBenchmark(_python.InUse, _python, _python.Open, screen.Time);

        var rows = await run.RunAsync(progress =>
        {
            shares.Add(progress.Share);
            return Task.CompletedTask;
        }, CancellationToken.None);

        Assert.Equal(shares.Order(), shares);
        Assert.Equal(1, shares[^1]);
        Assert.All(shares, share => Assert.InRange(share, 0, 1));
        Assert.Equal(5, rows!.Count);
        Assert.Equal([null, "one_of_the_two", null, null, null], rows.Select(row => row.Remark));
    }

    [Fact]
    public async Task Share_HalfOfTheTime_IsOneHalf()
    {
        await using var screen = new ConsoleScreen(python: _python);
        var measurement = new PatternMeasurement("workers", 1, screen.Time);
        var held = new TaskCompletionSource();
        _python.Time = screen.Time;
        _python.CallTakes = TimeSpan.Zero;
        Assert.Equal(0, measurement.Share);
        var (calls, waits) = (0, new List<TimeSpan?>());
        using var stop = new CancellationTokenSource();
        var measuring = measurement.RunAsync(new CallRecorder(call =>
        {
            waits.Add(call.WaitBudget);
            if (++calls == 2)
                screen.Time.Advance(PatternMeasurement.Duration / 2);
            if (calls == 3)
                Assert.Equal(0.5, measurement.Share);
            if (calls == 4)
                screen.Time.Advance(PatternMeasurement.Duration);
        }), isInUse: false, stop.Token);

        var row = await measuring;

        Assert.Equal(4, calls);
        // The first call waits for the host's start; the others have the wait budget of the service's calls.
        Assert.Equal([TimeSpan.FromSeconds(30), null, null, null], waits);
        Assert.Equal(1, measurement.Share);
        Assert.Equal(("workers", false, TimeSpan.Zero, 1.0), (row.Pattern, row.IsInUse, row.Start, row.CallsPerSecond));
        Assert.Equal((PatternMeasurement.Duration / 2, PatternMeasurement.Duration), (row.P50, row.P99));
    }

    [Fact]
    public async Task Run_APatternDoesNotStart_ShowsARemarkAndContinues()
    {
        _python.Broken = PythonPattern.Http;
        await using var screen = new ConsoleScreen(python: _python);
        _python.Time = screen.Time;
        var page = screen.Show<PatternComparison>();

        ConsoleScreen.Button(page, "Run comparison").Click();

        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll("tbody tr").Count));
        Assert.Equal("HTTP|–|did not start here", Row(page, 3));
        Assert.NotEqual("–", page.FindAll("tbody tr")[4].Children[2].TextContent);
    }

    [Fact]
    public async Task Run_WorkersAreInUse_BothInProcessAreMeasured_AndSayThatTheyStay()
    {
        _python.Status = FakePython.Serving with { Pattern = "workers" };
        await using var screen = new ConsoleScreen(python: _python);
        _python.Time = screen.Time;
        var page = screen.Show<PatternComparison>();

        ConsoleScreen.Button(page, "Run comparison").Click();

        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll("tbody tr").Count));
        Assert.EndsWith("|stays loaded, idle, until the service ends", Row(page, 0), StringComparison.Ordinal);
        Assert.EndsWith("|stays loaded, idle, until the service ends", Row(page, 1), StringComparison.Ordinal);
        Assert.NotEqual("–", page.FindAll("tbody tr")[0].Children[2].TextContent);
        Assert.Equal([PythonPattern.PythonNet, PythonPattern.Interpreters, PythonPattern.Http, PythonPattern.PerCall], _python.Opened);
        Assert.Contains("pythonnet and Interpreters, where neither is in use, are loaded into the service for it.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TheOnlyInterpreterIsLost_PythonNetDoesNotStart()
    {
        (_python.Status, _python.Broken) = (FakePython.Serving with { Pattern = "workers", Condition = PythonHostCondition.Degraded }, PythonPattern.PythonNet);
        await using var screen = new ConsoleScreen(python: _python);
        _python.Time = screen.Time;
        var page = screen.Show<PatternComparison>();

        ConsoleScreen.Button(page, "Run comparison").Click();

        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll("tbody tr").Count));
        Assert.Equal("pythonnet|–|did not start here", Row(page, 0));
    }

    [Fact]
    public async Task Run_CallsOfAPatternFail_ItsFiguresHaveARemark()
    {
        _python.Failing = PythonPattern.PerCall;
        await using var screen = new ConsoleScreen(python: _python);
        _python.Time = screen.Time;
        var page = screen.Show<PatternComparison>();

        ConsoleScreen.Button(page, "Run comparison").Click();

        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll("tbody tr").Count));
        Assert.EndsWith("|some calls failed", Row(page, 4), StringComparison.Ordinal);
        Assert.NotEqual("–", page.FindAll("tbody tr")[4].Children[2].TextContent);
        Assert.EndsWith("|", Row(page, 3), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AnotherIsRunning_ShowsAnError()
    {
        await using var screen = new ConsoleScreen(python: _python);
        _python.Held = new TaskCompletionSource().Task;
        var first = screen.Show<PatternComparison>();
        var second = screen.Show<PatternComparison>();
        ConsoleScreen.Button(first, "Run comparison").Click();
        first.WaitForAssertion(() => Assert.Contains("Measuring", first.Markup, StringComparison.Ordinal));

        ConsoleScreen.Button(second, "Run comparison").Click();

        second.WaitForAssertion(() => Assert.Equal("A comparison is running already.", second.Find("[role=alert]").TextContent));
        ConsoleScreen.Button(first, "Stop comparison").Click();
        first.WaitForAssertion(() => Assert.NotNull(ConsoleScreen.Button(first, "Run comparison")));
    }

    [Fact]
    public async Task Run_CannotBeRecorded_DoesNotRun()
    {
        await using var screen = new ConsoleScreen(python: _python);
        screen.Journal.Failure = JournalFailure.DiskFull;
        var page = screen.Show<PatternComparison>();

        ConsoleScreen.Button(page, "Run comparison").Click();

        page.WaitForAssertion(() => Assert.NotEmpty(page.Find("[role=alert]").TextContent));
        Assert.Empty(_python.Opened);
    }

    private static string Row(IRenderedComponent<PatternComparison> page, int index)
    {
        var cells = page.FindAll("tbody tr")[index].Children;
        return $"{cells[0].TextContent}|{cells[2].TextContent}|{cells[5].TextContent}";
    }

    private sealed class CallRecorder(Action<PythonCall> onCall) : IPythonHost
    {
        public ValueTask<PythonReply> CallAsync(PythonCall call, CancellationToken cancellation = default)
        {
            onCall(call);
            return new(new PythonReply.Returned(default));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
