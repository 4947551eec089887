using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Operators;
using AuthDemo.Sessions.Tests.Fakes;

namespace AuthDemo.Sessions.Tests.Sessions;

/// <summary>What operators may do to sessions that are not theirs.</summary>
public sealed class OperatorTests(TestService service) : IClassFixture<TestService>
{
    private static readonly ActedBy s_act = new("anna", "the caller asked for it");

    [Fact]
    public async Task Cancel_EndsTheSessionAndItsOrder_AndSaysWhoAndWhy()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();

        Assert.True(await service.Operators.CancelAsync(id, s_act));

        Assert.Equal(CancelledBy.Operator, (await page.UntilAsync<AuthState.Cancelled>()).By);
        Assert.Equal("cancel", (await browser.NextRequestAsync()).Purpose);
        var ended = Assert.Single(service.Journal.Events(id).OfType<SessionEvent.Ended>());
        Assert.Equal((s_act, "Operator"), (ended.Operator, ended.Detail));
    }

    [Fact]
    public async Task Cancel_OfAnEndedSession_LeavesItAsItIs()
    {
        var browser = new TestBrowser(service);
        var (id, _) = await browser.CompleteAsync();

        Assert.True(await service.Operators.CancelAsync(id, s_act));

        Assert.IsType<AuthState.Completed>((await service.Journal.RecordAsync(id)).State);
        Assert.Null(Assert.Single(service.Journal.Events(id).OfType<SessionEvent.Ended>()).Operator);
    }

    [Fact]
    public async Task Cancel_WithALongReason_KeepsItsBeginning()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();

        await service.Operators.CancelAsync(id, s_act with { Reason = new string('x', 500) });

        await page.UntilAsync<AuthState.Cancelled>();
        Assert.Equal(300, service.Journal.Events(id).OfType<SessionEvent.Ended>().Single().Operator!.Reason!.Length);
    }

    [Fact]
    public async Task UnknownSession_IsNeitherCancelledNorFollowed()
    {
        foreach (var id in new[] { SessionId.New(), default })
        {
            Assert.False(await service.Operators.CancelAsync(id, s_act));
            Assert.Null(await service.Operators.FollowAsync(id, _ => Task.CompletedTask));
        }
    }

    [Fact]
    public async Task Follow_ShowsWhatTheOwnerSees()
    {
        var browser = new TestBrowser(service);
        var (id, _) = await browser.ShowCodeAsync();
        var watch = await TestPage.WatchAsync(service, id);

        Assert.IsType<AuthState.AwaitingScan>(watch.Last.State);
        (await browser.CollectAsync()).Answer(TestBrowser.Completed);

        await watch.UntilAsync<AuthState.Completed>();
    }

    [Fact]
    public async Task Follow_DoesNotStandForTheOwner()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        await using var watch = await TestPage.WatchAsync(service, id);

        await page.DisposeAsync();
        var seen = service.Calls.Count(id, "WatchAsync");
        service.Clock.Advance(TimeSpan.FromSeconds(20));
        // The operator's feed has renewed itself: that must not have counted.
        await service.Calls.ReachesAsync(id, "WatchAsync", seen + 1);
        service.Clock.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(CancelledBy.OwnerGone, (await watch.UntilAsync<AuthState.Cancelled>()).By);
    }

    [Fact]
    public async Task Follow_Ended_LeavesTheOwnerWatched()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        await (await TestPage.WatchAsync(service, id)).DisposeAsync();

        (await browser.CollectAsync()).Answer(TestBrowser.Completed);

        await page.UntilAsync<AuthState.Completed>();
    }

    [Fact]
    public async Task StartPhone_LivesWithoutAnybodyFollowing_AndNamesItsOperator()
    {
        var story = Guid.NewGuid().ToString("N");
        var reply = await service.Operators.StartPhoneAsync(SessionId.New(), new PhoneIntent(Flow.PhoneSign, Leaks.PersonalNumber, CallInitiator.Rp, story), s_act);
        var id = Assert.IsType<StartReply.Started>(reply).Id;
        (await service.BankId.NextAsync(story)).Answer();
        await service.Calls.ReachesAsync(id, "ReceiveAsync", 1);

        for (var minute = 0; minute < 3; minute++)
            service.Clock.Advance(TimeSpan.FromMinutes(1));
        (await service.BankId.NextAsync(story)).Answer();

        await using var watch = await TestPage.WatchAsync(service, id);
        Assert.False(watch.Last.State.IsFinal);
        Assert.Equal((Flow.PhoneSign, null), (watch.Last.Flow, watch.Last.Device));
        Assert.Equal("anna", Assert.IsType<SessionEvent.Started>(service.Journal.Events(id)[0]).Operator);
    }

    [Fact]
    public async Task StartPhone_BelongsToNoBrowser()
    {
        var story = Guid.NewGuid().ToString("N");
        var intent = new PhoneIntent(Flow.PhoneAuth, Leaks.PersonalNumber, CallInitiator.User, story);
        var id = Assert.IsType<StartReply.Started>(await service.Operators.StartPhoneAsync(SessionId.New(), intent, s_act)).Id;

        Assert.Null(await TestPage.OpenAsync(service, id, OwnerKey.New()));
        Assert.False(await service.Sessions.CancelAsync(id, OwnerKey.New()));
        Assert.DoesNotContain(Leaks.PersonalNumber, intent.ToString(), StringComparison.Ordinal);
    }
}
