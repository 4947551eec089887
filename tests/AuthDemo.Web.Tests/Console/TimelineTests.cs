using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.ReadModels;
using AuthDemo.Journal.Sessions;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Web.Console.SessionDetails;
using Bunit;

namespace AuthDemo.Web.Tests.Console;

/// <summary>What the timeline shows of each event.</summary>
public sealed class TimelineTests
{
    private static readonly SessionId s_id = SessionId.New();

    [Fact]
    public async Task Calls_AreShownWithPathStatusCountAndTime()
    {
        await using var screen = new ConsoleScreen();
        var entry = screen.Journal.Entry(JournalEventType.SessionEnded, s_id, facts: [("how", "completed")]) with
        {
            Calls =
            [
                new(CallTarget.BankId, "collect", "appapi2.bankid.com", "200", 7, TimeSpan.FromMilliseconds(12), TimeSpan.FromMilliseconds(90)),
                new(CallTarget.BankId, "collect", "appapi2.bankid.com", "timeout", 1, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5)),
                new(CallTarget.BankId, "cancel", null, "sent", 1, TimeSpan.Zero, TimeSpan.Zero),
                new(CallTarget.Python, "advance", null, "ok", 9, TimeSpan.FromMilliseconds(0.25), TimeSpan.FromMilliseconds(0.25)),
            ],
        };

        var lines = Show(screen, entry).FindAll(".calls li");

        Assert.Equal(
            [
                "POST appapi2.bankid.com/rp/v6.0/collect 200 · 7 × · 12 ms, slowest 90 ms",
                "POST appapi2.bankid.com/rp/v6.0/collect timed out · 5000 ms",
                "POST /rp/v6.0/cancel sent; the answer changes nothing any more",
                "Python advance answered · 9 × · 0.2 ms",
            ],
            lines.Select(line => Words(line.TextContent)));
        Assert.Equal([false, true, false, false], lines.Select(line => line.ClassList.Contains("worse")));
    }

    [Theory]
    [InlineData("en", "Other device · Windows · Firefox", "“Start your BankID app.” RFA1", "Order number 2 replaced")]
    [InlineData("sv", "Annan enhet · Windows · Firefox", "”Starta BankID-appen.” RFA1", "Order nummer 2 ersatt")]
    public async Task MessageRenewalDeviceAndBrowser_AreInTheOperatorsLanguage(string language, string platform, string message, string renewal)
    {
        await using var screen = new ConsoleScreen(language: language);
        var timeline = Show(
            screen, screen.Journal.Entry(JournalEventType.SessionStarted, s_id, "user", facts: [("device", "other"), ("os", "windows"), ("browser", "firefox")]),
            screen.Journal.Entry(JournalEventType.SessionMoved, s_id, facts: [("to", "awaiting_scan"), ("message", "RFA1")]),
            screen.Journal.Entry(JournalEventType.OrderRenewed, s_id, facts: [("renewals", "2")]));

        var steps = timeline.FindAll(".timeline li").Select(step => Words(step.TextContent)).ToList();
        Assert.Contains(platform, steps[0], StringComparison.Ordinal);
        Assert.Contains(message, steps[1], StringComparison.Ordinal);
        Assert.Contains(renewal, steps[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "BankID said userSign")]
    [InlineData("sv", "BankID sade userSign")]
    public async Task Hint_IsShownWithItsState(string language, string said)
    {
        await using var screen = new ConsoleScreen(language: language);
        var timeline = Show(
            screen, screen.Journal.Entry(JournalEventType.SessionMoved, s_id, facts: [("to", "entering_code"), ("hint", "userSign")]),
            screen.Journal.Entry(JournalEventType.SessionMoved, s_id, facts: [("to", "in_progress"), ("hint", "newHint"), ("detail", "newHint")]),
            screen.Journal.Entry(JournalEventType.SessionMoved, s_id, facts: [("to", "starting")]));

        Assert.Equal(
            [said, said.Replace("userSign", "newHint", StringComparison.Ordinal)],
            timeline.FindAll(".timeline p").Select(line => Words(line.TextContent)).Where(line => line.StartsWith("BankID", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Running_ShowsThatMoreFollows()
    {
        await using var screen = new ConsoleScreen();

        var timeline = screen.Show<Timeline>(
            (nameof(Timeline.Log), new[] { screen.Journal.Entry(JournalEventType.SessionStarted, s_id) }), (nameof(Timeline.IsRunning), true));

        Assert.Equal(["Started", "Waiting for what comes next"], timeline.FindAll("strong").Select(heading => heading.TextContent));
    }

    [Fact]
    public async Task Empty_HasNoStep()
    {
        await using var screen = new ConsoleScreen();

        Assert.Empty(Show(screen).FindAll("li"));
    }

    [Fact]
    public async Task Many_AreAllShown_InOrder_EachWithTheTimeSinceTheFirst()
    {
        await using var screen = new ConsoleScreen();
        var log = Enumerable.Range(1, 300).Select(i => screen.Journal.Entry(JournalEventType.OrderRenewed, s_id, facts: [("renewals", $"{i}")]) with
        {
            Seq = i, At = FakeJournal.Noon.AddSeconds(i),
        });

        var steps = Show(screen, [.. log]).FindAll("li");

        Assert.Equal(300, steps.Count);
        Assert.Contains("Order number 300 replaced", steps[299].TextContent, StringComparison.Ordinal);
        Assert.Contains("after 4 min 59 s", steps[299].TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "The page said “Start your BankID app.”")]
    [InlineData(true, "Message for the person “Start your BankID app.”")]
    public async Task Message_IsAttributedToThePageOnlyIfThereIsOne(bool isByPhone, string expected)
    {
        await using var screen = new ConsoleScreen();
        var entry = screen.Journal.Entry(JournalEventType.SessionMoved, s_id, facts: [("to", "waiting_for_app"), ("message", "RFA1")]);

        var timeline = screen.Show<Timeline>((nameof(Timeline.Log), new[] { entry }), (nameof(Timeline.IsByPhone), isByPhone));

        Assert.Contains(expected, Words(timeline.Find("p.seen").TextContent), StringComparison.Ordinal);
    }

    private static IRenderedComponent<Timeline> Show(ConsoleScreen screen, params AuditEntry[] log) =>
        screen.Show<Timeline>((nameof(Timeline.Log), log));

    private static string Words(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\s+", " ").Trim();
}
