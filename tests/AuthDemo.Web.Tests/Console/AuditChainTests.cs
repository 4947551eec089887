using AuthDemo.Journal;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Verification;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Audit;
using Bunit;

namespace AuthDemo.Web.Tests.Console;

/// <summary>The chain and the retention on the audit page.</summary>
public sealed class AuditChainTests
{
    [Fact]
    public async Task Chain_IsVerifiedOnDemandAndShowsTheBrokenEntry()
    {
        await using var screen = new ConsoleScreen(OperatorRole.Viewer);
        var page = screen.Show<AuditPage>();
        Assert.Contains("Not checked yet since the service started.", page.Markup, StringComparison.Ordinal);
        ConsoleScreen.Button(page, "Verify now").Click();
        page.WaitForAssertion(() => Assert.Contains("Entries 1 to 42 follow from one another.", page.Markup, StringComparison.Ordinal));
        Assert.Equal(JournalEventType.ChainVerified, screen.Journal.Acts.Single().Type);

        screen.Journal.Chain = new ChainStatus.Broken(17, ChainFault.Missing);
        ConsoleScreen.Button(page, "Verify now").Click();

        page.WaitForAssertion(() => Assert.Contains("At entry 17. The entry is missing.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Chain_BeingVerified_ShowsProgressAndIgnoresASecondClick()
    {
        await using var screen = new ConsoleScreen();
        var page = screen.Show<AuditPage>();
        var held = new TaskCompletionSource();
        screen.Journal.Held = held.Task;

        ConsoleScreen.Button(page, "Verify now").Click();

        page.WaitForAssertion(() => Assert.Equal("Verifying", page.Find("[role=progressbar]").GetAttribute("aria-label")));
        Assert.True(ConsoleScreen.Button(page, "Verify now").HasAttribute("disabled"));
        held.SetResult();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=progressbar]")));
        Assert.False(ConsoleScreen.Button(page, "Verify now").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Chain_VerificationFails_ShowsWhyAndKeepsTheLastResult()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.LastChainCheck = new(FakeJournal.Noon, new ChainStatus.Intact(1, 42, "c0ffee"), FakeJournal.Noon);
        var page = screen.Show<AuditPage>();

        screen.Journal.Failure = JournalFailure.DatabaseDown;
        ConsoleScreen.Button(page, "Verify now").Click();

        page.WaitForAssertion(() => Assert.Contains("could not be recorded", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Contains("Entries 1 to 42 follow from one another.", page.Markup, StringComparison.Ordinal);
        Assert.False(ConsoleScreen.Button(page, "Verify now").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Chain_CheckedInTheBackground_IsShownWithoutAClick()
    {
        await using var screen = new ConsoleScreen();
        var page = screen.Show<AuditPage>();

        screen.Journal.LastChainCheck = new(FakeJournal.Noon, new ChainStatus.Broken(7, ChainFault.Missing), null);
        screen.Time.Advance(TimeSpan.FromSeconds(15));

        page.WaitForAssertion(() => Assert.Contains("At entry 7.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", 5, 5, "There is one entry, number 5.")]
    [InlineData("en", 6, 5, "There are no entries.")]
    [InlineData("sv", 5, 5, "Det finns en post, nummer 5.")]
    [InlineData("sv", 5, 6, "Posterna 5 till 6 följer av varandra.")]
    public async Task Chain_Intact_ShowsTheVerifiedRange(string language, long from, long through, string text)
    {
        await using var screen = new ConsoleScreen(language: language);
        screen.Journal.LastChainCheck = new(FakeJournal.Noon, new ChainStatus.Intact(from, through, "c0ffee"), FakeJournal.Noon);

        Assert.Contains(text, screen.Show<AuditPage>().Find("section [role=status]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("sv")]
    public async Task Chain_Broken_EveryFaultHasATextInTheOperatorsLanguage(string language)
    {
        await using var screen = new ConsoleScreen(language: language);
        var said = new HashSet<string>();
        foreach (var fault in Enum.GetValues<ChainFault>())
        {
            screen.Journal.LastChainCheck = new(FakeJournal.Noon, new ChainStatus.Broken(7, fault), FakeJournal.Noon);
            said.Add(screen.Show<AuditPage>().Find("[role=alert]").TextContent);
        }

        Assert.Equal(Enum.GetValues<ChainFault>().Length, said.Count);
        Assert.All(said, text => Assert.DoesNotContain("Chain.Why", text, StringComparison.Ordinal));
        Assert.Contains(said, text => text.Contains(language == "sv" ? "Loggens slut är inte det som förseglades" : "The end of the log is not the one that was sealed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Retention_ShowsPeriodsCountsAndTheLastSweep()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Retention = new(1, 365, 1825, 12, 3400, 2, 0, FakeJournal.Noon.AddDays(-40), new(FakeJournal.Noon, 3, 0, 1, null));
        screen.Journal.Log.Add(screen.Journal.Entry(JournalEventType.JournalCreated));

        var text = Text(screen.Show<AuditPage>());

        Assert.Contains("Kept: sessions without success 1 day, completed ones 365 days, the log 1,825 days.", text, StringComparison.Ordinal);
        Assert.Contains("There now: sessions without success 12, completed 3,400, running 2; 1 entry of the log. The oldest entry is from", text, StringComparison.Ordinal);
        Assert.Contains("Removed: 3 without success, 0 completed; 1 entry of the log.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retention_NothingToRemove_IsShown()
    {
        await using var screen = new ConsoleScreen();
        screen.Journal.Retention = screen.Journal.Retention with { LastSweep = new(FakeJournal.Noon, 0, 0, 0, null) };

        Assert.Contains("Nothing was past its time.", Text(screen.Show<AuditPage>()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "The last sweep could not be finished; the next one goes on from there. The disk is full: nothing can be written.")]
    [InlineData("sv", "Den senaste gallringen kunde inte slutföras; nästa fortsätter därifrån. Disken är full: ingenting kan skrivas.")]
    public async Task Retention_SweepFailed_IsAnAlert_AlsoWhileThePageIsOpen(string language, string text)
    {
        await using var screen = new ConsoleScreen(language: language);
        var page = screen.Show<AuditPage>();
        Assert.Empty(page.FindAll("[role=alert]"));

        screen.Journal.Retention = screen.Journal.Retention with { LastSweep = new(FakeJournal.Noon, 0, 0, 0, JournalFailure.DiskFull) };
        screen.Time.Advance(TimeSpan.FromMinutes(5));

        page.WaitForAssertion(() => Assert.Equal(text, page.Find("[role=alert]").TextContent));
    }

    private static string Text(IRenderedComponent<AuditPage> page) =>
        string.Join(' ', page.FindComponent<RetentionLine>().Find("div").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
