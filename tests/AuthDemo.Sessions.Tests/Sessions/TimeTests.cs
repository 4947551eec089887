using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Tests.Fakes;

namespace AuthDemo.Sessions.Tests.Sessions;

/// <summary>Time and sessions: QR codes, absence, total time, renewal.</summary>
public sealed class TimeTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task Code_ChangesEachSecond_WhileACollectHangs()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        var hanging = await browser.CollectAsync();
        await page.UntilAsync(snapshot => Code(snapshot) == $"{SensitiveData.QrStartToken}.2");

        for (var second = 3; second <= 6; second++)
        {
            // The snapshot is published before the timer is set, and the timer counts from the clock at that moment.
            await service.Calls.ReachesAsync(id, "InvokeCallbackAsync", second - 2);
            service.Clock.Advance(TimeSpan.FromSeconds(1));
            await page.UntilAsync(snapshot => Code(snapshot) == $"{SensitiveData.QrStartToken}.{second}");
        }

        Assert.Equal(0, service.BankId.Waiting(browser.Tag));
        hanging.Answer();
    }

    [Fact]
    public async Task Code_IsNotWrittenToTheJournalEachSecond()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        var written = await service.Journal.RecordAsync(id);
        (await browser.CollectAsync()).Answer();
        await service.Calls.ReachesAsync(id, "ReceiveAsync", 2);
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        await page.UntilAsync(snapshot => Code(snapshot) == $"{SensitiveData.QrStartToken}.3");

        Assert.Equal(written, await service.Journal.RecordAsync(id));
    }

    [Fact]
    public async Task OwnerGone_CancelsTheOrder()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        await page.DisposeAsync();

        service.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal("cancel", (await browser.NextRequestAsync()).Purpose);
        await using var late = await browser.OpenAsync(id);
        Assert.Equal(new AuthState.Cancelled(CancelledBy.OwnerGone), late.Last.State);
    }

    [Theory]
    [InlineData("entering_code")]
    [InlineData("searching")]
    [InlineData("processing")]
    [InlineData("in_progress")]
    public async Task OwnerGone_WhileTheAppHasTheOrder_IsSignedInAfterReturning(string kind)
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        (await browser.CollectAsync()).Answer(FakePython.Outcome(kind));
        await page.UntilAsync(snapshot => snapshot.State is not AuthState.AwaitingScan);
        await page.DisposeAsync();

        await LeaveForAsync(browser, TimeSpan.FromSeconds(120), TestBrowser.Completed);

        await using var back = await browser.OpenAsync(id);
        await back.UntilAsync<AuthState.Completed>();
        Assert.NotNull(await service.Sessions.IssueTicketAsync(id, browser.Key));
    }

    [Fact]
    public async Task OwnerGone_OnTheSameDeviceBeforeTheAppHasTheOrder_IsSignedInAfterReturning()
    {
        var browser = new TestBrowser(service);
        var id = Assert.IsType<StartReply.Started>(await service.Sessions.StartAsync(browser.Intent with { Device = Device.Same }, browser.Key)).Id;
        var page = await browser.OpenAsync(id);
        (await browser.NextRequestAsync()).Answer(FakePython.Outcome("awaiting_launch", false,
            ("link", "https://app.bankid.com/"), ("returns", "manual"), ("window_ends", 1), ("renewals", 0)));
        await page.UntilAsync<AuthState.AwaitingLaunch>();
        await service.Calls.ReachesAsync(id, "ReceiveAsync", 1);
        await page.DisposeAsync();

        await LeaveForAsync(browser, TimeSpan.FromSeconds(120), TestBrowser.Completed);

        await using var back = await browser.OpenAsync(id);
        await back.UntilAsync<AuthState.Completed>();
        Assert.NotNull(await service.Sessions.IssueTicketAsync(id, browser.Key));
    }

    [Fact]
    public async Task OwnerNeverFollowed_CancelsTheOrder()
    {
        var browser = new TestBrowser(service);
        var id = await browser.StartAsync();
        (await browser.NextRequestAsync()).Answer();
        await service.Calls.ReachesAsync(id, "ReceiveAsync", 1);

        service.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal("cancel", (await browser.NextRequestAsync()).Purpose);
    }

    [Fact]
    public async Task Followed_OutlivesOwnerGoneAfter_AndEndsAtItsTotalTime()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        var (follows, alarms) = (service.Calls.Count(id, "FollowAsync"), service.Calls.Count(id, "InvokeCallbackAsync"));
        // The hub renews every third of OwnerGoneAfter; each renewal and its new timer are awaited before the clock advances.
        for (var renewal = 1; renewal < 30; renewal++)
        {
            service.Clock.Advance(TimeSpan.FromSeconds(20));
            await service.Calls.ReachesAsync(id, "FollowAsync", follows + renewal);
            await service.Calls.ReachesAsync(id, "InvokeCallbackAsync", alarms + renewal);
        }

        Assert.False((await page.UntilAsync(snapshot => Code(snapshot) == $"{SensitiveData.QrStartToken}.580")).State.IsFinal);
        service.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(CancelledBy.Expired, (await page.UntilAsync<AuthState.Cancelled>()).By);
    }

    [Fact]
    public async Task Renewal_IsPublishedAndJournaledBeforeTheNewOrderIsStarted()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        (await browser.CollectAsync()).Answer(FakePython.Outcome("renewing", false, ("renewals", 1)), renew: true);

        Assert.Equal(1, (await page.UntilAsync<AuthState.Renewing>()).Renewals);
        Assert.Equal("start", (await browser.NextRequestAsync()).Purpose);
        Assert.Contains(service.Journal.Events(id), happened => happened is SessionEvent.OrderRenewed { Renewals: 1 });
    }

    // The browser is away; then the app reports the order complete.
    private async Task LeaveForAsync(TestBrowser browser, TimeSpan away, System.Text.Json.Nodes.JsonObject outcome)
    {
        service.Clock.Advance(away);
        var collect = await browser.NextRequestAsync();
        Assert.Equal("collect", collect.Purpose);
        collect.Answer(outcome);
    }

    private static string? Code(AuthSnapshot snapshot) => (snapshot.State as AuthState.AwaitingScan)?.QrContent;
}
