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

    private static string? Code(AuthSnapshot snapshot) => (snapshot.State as AuthState.AwaitingScan)?.QrContent;
}
