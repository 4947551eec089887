using System.Net;
using AuthDemo.Journal;
using AuthDemo.Web.Console.Live;

namespace AuthDemo.Web.Tests.Console;

public sealed class ExportTests
{
    private const string Path = "/console/sessions.csv";

    [Fact]
    public async Task Export_Operator_GetsWhatIsFilteredAndIsRecordedFirst()
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
        Assert.Equal(("anna", "?state=failed", "no"), (act.Operator, act.Facts["view"], act.Facts["person"]));
    }

    [Fact]
    public async Task Export_Viewer_IsRefusedAndThatIsRecorded()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.BrowserOf(ConsoleHost.Viewer);

        var response = await browser.PostAsync("/", Path, ("view", ""));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal((JournalEventType.OperatorRefused, "vera"), (host.Journal.Acts[^1].Type, host.Journal.Acts[^1].Operator));
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
    public async Task Export_CannotBeRecorded_IsNotMade()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Journal.Sessions.Add(FakeJournal.Session());
        host.Journal.Trouble = JournalTrouble.DiskFull;
        using var browser = host.BrowserOf(ConsoleHost.Agent);

        var response = await browser.PostAsync("/", Path, ("view", ""));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.DoesNotContain(host.Journal.Sessions[0].Id.Value, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=cmd()", "'=cmd()")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("@sum", "'@sum")]
    public void Line_TextOfOthers_CannotBeAFormulaOrBreakTheRow(string raw, string cell) =>
        Assert.Contains($",{cell},auth,", SessionExport.Line(FakeJournal.Session() with { Message = null, Raw = raw }), StringComparison.Ordinal);
}
