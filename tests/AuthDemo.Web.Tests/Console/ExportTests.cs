using System.Net;
using AuthDemo.Journal;
using AuthDemo.Journal.AuditLog;
using AuthDemo.Web.Console.Sessions;
using Bunit;

namespace AuthDemo.Web.Tests.Console;

public sealed class ExportTests
{
    private const string Path = "/console/sessions.csv";

    [Fact]
    public async Task Export_Operator_GetsTheFilteredSessionsAndIsRecordedFirst()
    {
        await using var host = await ConsoleHost.StartAsync();
        var failed = FakeJournal.Session("failed", "start_failed");
        host.Journal.Sessions.AddRange([FakeJournal.Session(), failed]);
        using var browser = host.BrowserOf(ConsoleHost.Agent);

        var response = await browser.PostAsync("/", Path, ("view", "?state=failed"));

        Assert.Equal("text/csv; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        var lines = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n");
        Assert.Equal(
            [
                "session,state,reason,message,bankid,flow,device,os,browser,orders,operator,started,ended,seconds",
                $"{SessionExport.Line(failed)}", "",
            ],
            lines);
        var act = Assert.Single(host.Journal.Acts, act => act.Type == JournalEventType.SessionsExported);
        Assert.Equal(("anna", "failed", "no"), (host.Journal.Operators[^1], act.Facts["state"], act.Facts["person"]));
    }

    [Fact]
    public void Export_LongView_IsRecordedCompletely()
    {
        var view = new SessionView { Reasons = SessionCodes.Reasons, Text = "ö 12345678" };

        var facts = SessionExport.Facts(view, null);

        Assert.Equal("ö 12345678", facts["q"]); // in an address %C3%B6%2012345678, which has ten digits together
        Assert.All(facts.Values, value => Assert.InRange(value.Length, 1, 100));
        Assert.Equal(string.Join(',', SessionCodes.Reasons), string.Concat(facts["reason"], facts["reason_2"], facts["reason_3"], facts.GetValueOrDefault("reason_4")));
    }

    [Fact]
    public async Task Export_Viewer_IsRefusedAndRecorded()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.BrowserOf(ConsoleHost.Viewer);

        var response = await browser.PostAsync("/", Path, ("view", "?state=failed"));

        Assert.Equal((HttpStatusCode.SeeOther, "/console/not-exported/role?state=failed"), (response.StatusCode, response.Headers.Location!.OriginalString));
        Assert.Equal((JournalEventType.OperatorRefused, "vera"), (host.Journal.Acts[^1].Type, host.Journal.Operators[^1]));
        Assert.Equal("sessions_exported", host.Journal.Acts[^1].Facts["act"]);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(response.Headers.Location.OriginalString)).StatusCode);
    }

    [Fact]
    public async Task Export_WithoutAFormToken_IsRefused()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.BrowserOf(ConsoleHost.Agent);

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostRawAsync(Path, ("view", ""))).StatusCode);
        Assert.DoesNotContain(host.Journal.Acts, act => act.Type == JournalEventType.SessionsExported);
    }

    [Fact]
    public async Task Export_CannotBeRecorded_DoesNotRun()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Journal.Sessions.Add(FakeJournal.Session());
        host.Journal.Failure = JournalFailure.DiskFull;
        using var browser = host.BrowserOf(ConsoleHost.Agent);

        var response = await browser.PostAsync("/", Path, ("view", ""));

        Assert.Equal((HttpStatusCode.SeeOther, "/console/not-exported/disk_full"), (response.StatusCode, response.Headers.Location!.OriginalString));
        Assert.Equal("", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Export_IncompletePersonalNumber_IsAnErrorAndNotRecorded()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.BrowserOf(ConsoleHost.Agent);

        var response = await browser.PostAsync("/", Path, ("view", "?flow=auth"), ("person", "19850709"));

        Assert.Equal("/console/not-exported/person?flow=auth", response.Headers.Location!.OriginalString);
        Assert.DoesNotContain(host.Journal.Acts, act => act.Type == JournalEventType.SessionsExported);
    }

    [Fact]
    public async Task Export_TextThatTheLogRejects_IsNotReportedAsAJournalFailure()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Journal.Breach = new("reason", "holds a personal number");
        using var browser = host.BrowserOf(ConsoleHost.Agent);

        var response = await browser.PostAsync("/", Path, ("view", "?q=case%20198507099821"));

        Assert.StartsWith("/console/not-exported/text?q=", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("role", "it needs operator")]
    [InlineData("person", "12 digits")]
    [InlineData("text", "Search for the number alone.")]
    [InlineData("disk_full", "The disk is full")]
    [InlineData("anything", "may be half done")]
    public async Task NotExported_ShowsWhy_AndLinksBackToTheFilters(string why, string sentence)
    {
        await using var screen = new ConsoleScreen();
        screen.Navigation.NavigateTo($"/console/not-exported/{why}?state=failed");

        var page = screen.Show<ExportFailedPage>((nameof(ExportFailedPage.Why), why));

        Assert.Equal("Nothing was exported", page.Find("h1").TextContent);
        Assert.Contains(sentence, page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("/console/sessions?state=failed", page.Find("a").GetAttribute("href"));
    }

    [Theory]
    [InlineData("=cmd()", "'=cmd()")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("@sum", "'@sum")]
    public void Line_ForeignText_CannotBeAFormulaOrBreakTheRow(string raw, string cell) =>
        Assert.Contains($",{cell},auth,", SessionExport.Line(FakeJournal.Session() with { Message = null, Raw = raw }), StringComparison.Ordinal);
}
