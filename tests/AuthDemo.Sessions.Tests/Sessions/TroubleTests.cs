using AuthDemo.PythonHost;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Tests.Fakes;

namespace AuthDemo.Sessions.Tests.Sessions;

/// <summary>BankID, Python or the journal becomes unavailable, and recovers.</summary>
public sealed class TroubleTests(TestService service) : IClassFixture<TestService>
{
    private static readonly PythonReply s_hang = new PythonReply.TimedOutRunning(TimeSpan.FromSeconds(1));

    [Fact]
    public async Task BankIdDownAndBack_IsPublishedBothTimes()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        (await browser.CollectAsync()).Fail(TransportError.Connect);
        await page.UntilAsync(snapshot => snapshot.State is AuthState.Pending { TroubledSince: not null });

        (await browser.CollectAsync()).Answer();
        await page.UntilAsync(snapshot => snapshot.State is AuthState.Pending { TroubledSince: null });

        Assert.Equal(
            [typeof(SessionEvent.BankIdTroubled), typeof(SessionEvent.BankIdRecovered)],
            service.Journal.Events(id).TakeLast(2).Select(happened => happened.GetType()));
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)] // five seconds after its time-out
    public async Task RequestWithoutAReply_IsInFlightUntilItsTimeout(int seconds, bool isInFlight)
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        await browser.CollectAsync();
        await page.UntilAsync(snapshot => snapshot.State is AuthState.AwaitingScan { QrContent: $"{SensitiveData.QrStartToken}.2" });
        await service.Calls.ReachesAsync(id, "InvokeCallbackAsync", 1);

        service.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await page.UntilAsync(snapshot => snapshot.State is AuthState.AwaitingScan scan && scan.QrContent == $"{SensitiveData.QrStartToken}.{2 + seconds}");

        var tick = service.Python.Requests.Last(request => (string?)request["state"]?["tag"] == browser.Tag)["event"]!;
        Assert.Equal("tick", (string?)tick["kind"]);
        Assert.Equal(isInFlight ? [2] : [], tick["in_flight"]?.AsArray().Select(effect => (int)effect!) ?? []);
    }

    [Fact]
    public async Task ResponseAfterTheEnd_ChangesNothing()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        var collect = await browser.CollectAsync();
        await service.Sessions.CancelAsync(id, browser.Key);
        await page.UntilAsync<AuthState.Cancelled>();
        var end = page.Last;
        var received = service.Calls.Count(id, "ReceiveAsync");

        collect.Answer(TestBrowser.Completed);
        await service.Calls.ReachesAsync(id, "ReceiveAsync", received + 1);

        await using var again = await browser.OpenAsync(id);
        Assert.Equal(end, again.Last);
        Assert.Null(await service.Sessions.IssueTicketAsync(id, browser.Key));
    }

    [Fact]
    public async Task Cancel_OfAnEndedSession_ChangesNothing()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.CompleteAsync();

        Assert.True(await service.Sessions.CancelAsync(id, browser.Key));

        await using var again = await browser.OpenAsync(id);
        Assert.Equal(page.Last, again.Last);
    }

    [Fact]
    public async Task PythonHangsOnce_IsNotVisible()
    {
        var browser = new TestBrowser(service);
        var (_, page) = await browser.ShowCodeAsync();
        var collect = await browser.CollectAsync();
        service.Python.Fail(browser.Tag, s_hang);

        collect.Answer(TestBrowser.Completed);

        await page.UntilAsync<AuthState.Completed>();
    }

    [Fact]
    public async Task PythonUnavailableForAWhile_LosesNoResponse()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        var collect = await browser.CollectAsync();
        service.Python.Fail(browser.Tag, s_hang, s_hang, new PythonReply.PoolExhausted(16), new PythonReply.WorkerDied(1, null, []), s_hang);
        var received = service.Calls.Count(id, "ReceiveAsync");
        collect.Answer(TestBrowser.Completed);
        await service.Calls.ReachesAsync(id, "ReceiveAsync", received + 1);

        for (var second = 0; second < 3; second++)
            await TickAsync(id);

        await page.UntilAsync<AuthState.Completed>();
    }

    [Fact]
    public async Task PythonUnavailableBeyondPatience_EndsAsUnavailable()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        service.Python.Fail(browser.Tag, [.. Enumerable.Repeat(new PythonReply.PoolExhausted(16), 50)]);

        for (var second = 0; second < 11; second++)
            await TickAsync(id);

        var ended = await page.UntilAsync<AuthState.Unavailable>();
        Assert.Equal(("python", "RFA5"), (ended.What, ended.Message));
        Assert.Equal(new SessionEvent.Ended(page.Last.At, AuthStateKind.Unavailable, "python"), service.Journal.Events(id)[^1] with { Calls = [] });
    }

    [Fact]
    public async Task PythonRaises_EndsAsInternalError_AndLogsTheTypeOnly()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        var collect = await browser.CollectAsync();
        service.Python.Fail(browser.Tag, new PythonReply.Raised(new("bankid.host_api.SeamError", $"state of {SensitiveData.Name}", [], null, [])));

        collect.Answer(TestBrowser.Completed);

        var failed = await page.UntilAsync<AuthState.Failed>();
        Assert.Equal(("internal_error", true, "RFA22"), (failed.Reason, failed.CanRetry, failed.Message));
        Assert.Contains(service.Logs.Lines, line => line.Contains($"Session {id}: the protocol module broke the contract: raised bankid.host_api.SeamError", StringComparison.Ordinal));
        Assert.DoesNotContain(service.Logs.Lines, line => line.Contains(SensitiveData.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task PythonReturnsInvalidJson_EndsAsInternalError()
    {
        var browser = new TestBrowser(service);
        var (_, page) = await browser.ShowCodeAsync();
        var collect = await browser.CollectAsync();
        service.Python.Fail(browser.Tag, new PythonReply.Returned("""{"state":{},"outcome":{"kind":"completed","final":true},"effects":[],"wake_ms":null}"""u8.ToArray()));

        collect.Answer();

        Assert.Equal("internal_error", (await page.UntilAsync<AuthState.Failed>()).Reason);
    }

    [Fact]
    public async Task JournalUnavailable_PublishesNothingUntilItIsWritten()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        var collect = await browser.CollectAsync();
        await page.UntilAsync(snapshot => snapshot.State is AuthState.AwaitingScan { QrContent: $"{SensitiveData.QrStartToken}.2" });
        service.Journal.WriteFault = new JournalWrite.Unavailable("locked");
        var received = service.Calls.Count(id, "ReceiveAsync");
        collect.Answer(TestBrowser.Completed);
        await service.Calls.ReachesAsync(id, "ReceiveAsync", received + 1);
        Assert.IsType<AuthState.Processing>((await page.NextAsync()).State);
        Assert.Equal(0, page.Unseen);
        Assert.Null(await service.Sessions.IssueTicketAsync(id, browser.Key));

        service.Journal.WriteFault = null;
        await TickAsync(id);

        await page.UntilAsync<AuthState.Completed>();
        Assert.NotNull(await service.Sessions.IssueTicketAsync(id, browser.Key));
    }

    [Fact]
    public async Task JournalAwayForFortySecondsWhileALoginCompletes_SaysOneMomentAndSignsIn()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        var collect = await browser.CollectAsync();
        service.Journal.WriteFault = new JournalWrite.Unavailable("locked");
        collect.Answer(TestBrowser.Completed);

        Assert.Equal("one_moment", (await page.UntilAsync<AuthState.Processing>()).Message);
        Assert.Null(await service.Sessions.IssueTicketAsync(id, browser.Key));
        for (var second = 0; second < 40; second++)
            await TickAsync(id);
        service.Journal.WriteFault = null;
        await TickAsync(id);

        await page.UntilAsync<AuthState.Completed>();
        var ticket = await service.Sessions.IssueTicketAsync(id, browser.Key);
        Assert.NotNull(await service.Sessions.RedeemAsync(ticket!, browser.Key));
        Assert.DoesNotContain(page.Seen, snapshot => snapshot.State is AuthState.Unavailable);
    }

    [Fact]
    public async Task JournalAwayForTwoMinutesWhileALoginCompletes_EndsAsUnavailable()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        var collect = await browser.CollectAsync();
        service.Journal.WriteFault = new JournalWrite.Unavailable("locked");
        collect.Answer(TestBrowser.Completed);
        await page.UntilAsync<AuthState.Processing>();

        service.Clock.Advance(TimeSpan.FromSeconds(119));
        for (var second = 0; second < 3; second++)
            await TickAsync(id);

        Assert.Equal("journal", (await page.UntilAsync<AuthState.Unavailable>()).What);
        Assert.NotNull(service.Responses[id]);
        service.Journal.WriteFault = null;
        await TickAsync(id);
    }

    [Fact]
    public async Task JournalAwayWhileATicketIsRedeemed_LeavesTheSessionToSignInLater()
    {
        var browser = new TestBrowser(service);
        var (id, _) = await browser.CompleteAsync();
        var ticket = await service.Sessions.IssueTicketAsync(id, browser.Key);
        service.Journal.WriteFault = new JournalWrite.Unavailable("locked");
        Assert.Null(await service.Sessions.RedeemAsync(ticket!, browser.Key));
        service.Journal.WriteFault = null;

        Assert.Equal(id, await service.Sessions.CurrentAsync(browser.Key));
        var again = await service.Sessions.IssueTicketAsync(id, browser.Key);
        Assert.NotNull(await service.Sessions.RedeemAsync(again!, browser.Key));
    }

    [Fact]
    public async Task JournalUnavailableBeyondPatience_EndsAsUnavailable_AndIsWrittenLater()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        var collect = await browser.CollectAsync();
        service.Journal.WriteFault = new JournalWrite.Unavailable("disk full");
        var received = service.Calls.Count(id, "ReceiveAsync");
        collect.Answer(FakePython.Outcome("entering_code"));
        await service.Calls.ReachesAsync(id, "ReceiveAsync", received + 1);

        for (var second = 0; second < 10; second++)
            await TickAsync(id);
        Assert.Equal("journal", (await page.UntilAsync<AuthState.Unavailable>()).What);
        Assert.Null(await service.Sessions.IssueTicketAsync(id, browser.Key));

        service.Journal.WriteFault = null;
        await TickAsync(id);
        Assert.IsType<AuthState.Unavailable>((await service.Journal.RecordAsync(id)).State);
        Assert.Null((await service.Journal.RecordAsync(id)).Evidence);
    }

    [Fact]
    public async Task Write_ComesBeforePublishing()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        await page.UntilAsync<AuthState.AwaitingScan>();
        int? unseenWhenWritten = null;
        service.Journal.Writing = record => unseenWhenWritten ??= record.Id == id && record.State.IsFinal ? page.Unseen : null;

        await service.Sessions.CancelAsync(id, browser.Key);
        await page.UntilAsync<AuthState.Cancelled>();
        service.Journal.Writing = null;

        Assert.Equal(0, unseenWhenWritten);
    }

    /// <summary>Advances the clock by a second and waits until the session has processed it.</summary>
    private async Task TickAsync(SessionId id)
    {
        var ticks = service.Calls.Count(id, "InvokeCallbackAsync");
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        await service.Calls.ReachesAsync(id, "InvokeCallbackAsync", ticks + 1);
    }
}
