using AngleSharp.Dom;
using AuthDemo.Journal.AuditLog;
using AuthDemo.PythonHost;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Runtime;
using Bunit;

namespace AuthDemo.Web.Tests.Console;

/// <summary>The Python page in each state, and its operations.</summary>
public sealed class RuntimePageTests
{
    private static readonly PythonRunner s_first = new("interpreter-1", null, PythonRunnerState.Busy, 1234, FakeJournal.Noon.AddMinutes(-65), null);

    private readonly FakePython _python = new(FakePython.Serving) { Runners = [s_first] };

    [Fact]
    public async Task Failed_ShowsWhy()
    {
        _python.Status = new(PythonHostCondition.Failed, "none", "none", 0, 0, 0, 0, "No Python was found.");
        _python.Runners = [];
        await using var screen = new ConsoleScreen(python: _python);

        var page = screen.Show<RuntimePage>();

        Assert.Equal("FailedNo Python was found.", page.Find("[role=alert]").TextContent);
        Assert.Contains("None is up.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MovedToWorkers_IsShown()
    {
        _python.Status = new(PythonHostCondition.Degraded, "workers", "3.11.2 (/usr/bin/python3)", 2, 0, 0, 1,
            "The only interpreter is held by a call that does not return. Calls run in worker processes since then.");
        _python.Runners = [new("worker-1", null, PythonRunnerState.Idle, 0, FakeJournal.Noon, 4711), s_first with { State = PythonRunnerState.Lost }];
        await using var screen = new ConsoleScreen(python: _python);

        var page = screen.Show<RuntimePage>();

        Assert.Equal("DegradedThe only interpreter is held by a call that does not return. Calls run in worker processes since then.", page.Find("[role=alert]").TextContent);
        Assert.Equal("Workers", Tile(page, "Pattern"));
        Assert.Equal(["worker-1|idle|0|0.0 s|4711|Restart", "interpreter-1|lost|1,234|1 h 5 min|–|Restart"], Rows(page));
        Assert.False(RestartButton(page, "worker-1").HasAttribute("disabled"));
        Assert.True(RestartButton(page, "interpreter-1").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData(PythonHostCondition.Idle, "Idle")]
    [InlineData(PythonHostCondition.Starting, "Starting")]
    public async Task NotServingYet_IsShownWithoutAnAlert(PythonHostCondition condition, string text)
    {
        _python.Status = new(condition, "pythonnet", "none", 0, 0, 0, 0, null);
        _python.Runners = condition == PythonHostCondition.Starting ? [s_first with { State = PythonRunnerState.Starting }] : [];
        await using var screen = new ConsoleScreen(python: _python);

        var page = screen.Show<RuntimePage>();

        Assert.Equal(text, page.FindAll(".tile").Single(tile => tile.QuerySelector("dt")!.TextContent == "Pattern").QuerySelectorAll("dd")[1].TextContent);
        Assert.Equal("0", Tile(page, "Interpreters"));
        Assert.Equal("–", Tile(page, "p50"));
        Assert.Empty(page.FindAll("[role=alert]"));
        Assert.Contains(condition == PythonHostCondition.Starting ? "starting" : "None is up.", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", 1, "1 call running")]
    [InlineData("en", 2, "2 calls running")]
    [InlineData("sv", 1, "1 anrop körs")]
    [InlineData("sv", 0, "0 anrop körs")]
    public async Task CallsRunning_AreCountedWithPluralForms(string language, int running, string text)
    {
        _python.Status = FakePython.Serving with { Running = running };
        await using var screen = new ConsoleScreen(language: language, python: _python);

        Assert.Contains(screen.Show<RuntimePage>().FindAll(".tile dd"), dd => dd.TextContent == text);
    }

    [Fact]
    public async Task StatusThrew_InTheTimer_ReachesTheErrorBoundary()
    {
        await using var screen = new ConsoleScreen(python: _python);
        screen.Show<RuntimePage>();
        _python.Bug = new InvalidOperationException("A bug.");

        screen.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Same(_python.Bug, await screen.Broke.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task LastErrors_Fifty_AreAllListed()
    {
        _python.Status = FakePython.Serving with
        {
            LastErrors = [.. Enumerable.Range(1, 50).Select(i => new PythonIncident(FakeJournal.Noon.AddSeconds(-i), "raised", $"call {i} raised builtins.ValueError", i))],
        };
        await using var screen = new ConsoleScreen(OperatorRole.Viewer, python: _python);

        var list = screen.Show<RuntimePage>().FindComponent<IncidentList>();

        Assert.Equal(50, list.FindAll("li").Count);
        Assert.Equal("raised an exception ×50", list.FindAll("li")[^1].Children[1].TextContent);
        Assert.DoesNotContain("×1<", list.Markup, StringComparison.Ordinal);
        Assert.Equal(("region", "0"), (list.Find("[aria-label='Last errors']").GetAttribute("role"), list.Find("[aria-label='Last errors']").GetAttribute("tabindex")));
    }

    [Theory]
    [InlineData("http", "The service is looked after elsewhere: its processes are not known here.")]
    [InlineData("per_call", "Each call gets a process of its own; none runs just now.")]
    public async Task NoRunners_ShowsWhy(string pattern, string text)
    {
        _python.Status = FakePython.Serving with { Pattern = pattern };
        _python.Runners = [];
        await using var screen = new ConsoleScreen(python: _python);

        Assert.Contains(text, screen.Show<RuntimePage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_AreListedWithNameAndRefreshed()
    {
        _python.Runners = [.. Enumerable.Range(1, 64).Select(i => s_first with { Id = $"interpreter-{i}", Name = i == 64 ? "ledger" : null, State = PythonRunnerState.Idle })];
        await using var screen = new ConsoleScreen(OperatorRole.Viewer, python: _python);
        var page = screen.Show<RuntimePage>();
        Assert.Equal(64, Rows(page).Count);
        Assert.StartsWith("interpreter-64 · ledger|idle", Rows(page)[^1], StringComparison.Ordinal);
        Assert.Equal(("2", "7"), (Tile(page, "Interpreters"), Tile(page, "Waiting")));

        _python.Runners = [s_first];
        screen.Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal(["interpreter-1|busy|1,234|1 h 5 min|–|Restart"], Rows(page)));
    }

    [Fact]
    public async Task LastErrors_None_And_Some()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Viewer, python: _python);
        var page = screen.Show<RuntimePage>();
        Assert.Contains("Nothing went wrong since the start.", page.Markup, StringComparison.Ordinal);

        _python.Status = FakePython.Serving with
        {
            LastErrors =
            [
                new(FakeJournal.Noon, "raised", "bankid.host_api.handle raised builtins.ValueError at bankid/host_api.py:7 in handle.", 3),
                new(FakeJournal.Noon, "interpreter_lost", "interpreter-1 was set aside.", 1), new(FakeJournal.Noon, "a_new_word", "what", 1),
            ],
        };
        screen.Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal(
            ["raised an exception ×3|bankid.host_api.handle raised builtins.ValueError at bankid/host_api.py:7 in handle.", "interpreter lost|interpreter-1 was set aside.", "a new word|what"],
            page.FindAll(".incidents li").Select(row => $"{row.Children[1].TextContent}|{row.Children[2].TextContent}")));
    }

    [Theory]
    [InlineData("Viewer")]
    [InlineData("Operator")]
    public async Task NoAdmin_CanNeitherRestartNorCompare(string role)
    {
        await using var screen = new ConsoleScreen(Enum.Parse<OperatorRole>(role), python: _python);

        var page = screen.Show<RuntimePage>();

        Assert.True(RestartButton(page, "interpreter-1").HasAttribute("disabled"));
        Assert.True(ConsoleScreen.Button(page, "Run comparison").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Restart_IsRecordedWithItsReasonAndConfirmed()
    {
        await using var screen = new ConsoleScreen(python: _python);
        var page = screen.Show<RuntimePage>();

        RestartButton(page, "interpreter-1").Click();
        screen.Dialog.WaitForAssertion(() => Assert.Contains("Restart interpreter-1?", screen.Dialog.Markup, StringComparison.Ordinal));
        Assert.Empty(_python.Restarted);
        screen.GiveReason("Its answers look old", "Restart");

        page.WaitForAssertion(() => Assert.Equal("interpreter-1 was restarted: another serves in its place.", page.Find("[role=status]").TextContent));
        Assert.Equal(["interpreter-1"], _python.Restarted);
        var act = Assert.Single(screen.Journal.Acts);
        Assert.Equal((JournalEventType.PythonRestarted, "Its answers look old", "interpreter-1"), (act.Type, act.Reason, act.Facts["worker"]));
    }

    public static TheoryData<RestartReply, string> Undone => new()
    {
        { new RestartReply.Unknown(), "There is none of that name any more." },
        { new RestartReply.Refused(RestartRefusal.OnlyInterpreter), "The only interpreter of a process cannot be replaced in it. Restart the service instead." },
        { new RestartReply.Refused(RestartRefusal.ServesOneCall), "A process of its own for each call ends with its call; there is nothing to restart." },
        { new RestartReply.Refused(RestartRefusal.AlreadyEnding), "It is on its way out already." },
        { new RestartReply.Failed("No module named 'x'."), "No other could be started, so it serves on. No module named 'x'." },
    };

    [Theory]
    [MemberData(nameof(Undone), DisableDiscoveryEnumeration = true)]
    public async Task Restart_Refused_DialogShowsWhy(RestartReply reply, string text)
    {
        _python.Answers = reply;
        await using var screen = new ConsoleScreen(python: _python);
        var page = screen.Show<RuntimePage>();
        RestartButton(page, "interpreter-1").Click();

        screen.GiveReason("Case 7", "Restart");

        screen.Dialog.WaitForAssertion(() => Assert.Equal(text, screen.Dialog.Find("[role=alert]").TextContent));
        Assert.Equal("", page.Find("[role=status]").TextContent);
    }

    private static string Tile(IRenderedComponent<RuntimePage> page, string name) =>
        page.FindAll(".tile").Single(tile => tile.QuerySelector("dt")!.TextContent == name).QuerySelector("dd")!.TextContent;

    private static List<string> Rows(IRenderedComponent<RuntimePage> page) =>
        [.. page.FindComponent<RunnerTable>().FindAll("tbody tr").Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent.Trim())))];

    private static IElement RestartButton(IRenderedComponent<RuntimePage> page, string id) => page.Find($"button[aria-label='Restart {id}']");
}
