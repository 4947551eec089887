using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Processing;
using AuthDemo.Sessions.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AuthDemo.Sessions.Tests.Sessions;

/// <summary>A session whose activation is lost resumes from the journal.</summary>
public sealed class ResumeTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task LostActivation_IsResumed_AndItsRequestIsReportedLost()
    {
        var id = await InterruptedSession.CreateAsync(service, awaited: 1);
        await service.Grains.GetGrain<IAuthSessionGrain>(id.Id.Value).ActivateAsync();

        await using var page = (await TestPage.OpenAsync(service, id.Id, id.Key))!;
        await page.UntilAsync(snapshot => snapshot.State is AuthState.Pending { TroubledSince: not null });

        Assert.True(page.Last.Version > 100_000, "A follower must not take a snapshot of the lost activation for a newer one.");
        Assert.Contains(service.Python.Requests, request =>
            (string?)request["state"]?["tag"] == id.Tag && (string?)request["event"]?["reason"] == "reset");
        Assert.Contains(service.Journal.Events(id.Id), happened => happened is SessionEvent.Resumed);
    }

    [Fact]
    public async Task AfterAStart_RunningSessionsAreResumed_WithoutACall()
    {
        var id = (await InterruptedSession.CreateAsync(service)).Id;
        using var sweep = new SessionRecovery(service.Journal, service.Responses, service.Grains, service.Clock, NullLogger<SessionRecovery>.Instance);

        await sweep.StartAsync(CancellationToken.None);
        await sweep.ExecuteTask!.WaitAsync(Guard.Timeout);
        service.Clock.Advance(TimeSpan.FromSeconds(60));
        await service.Calls.ReachesAsync(id, "InvokeCallbackAsync", 2);

        Assert.Equal(
            [typeof(SessionEvent.Started), typeof(SessionEvent.Resumed), typeof(SessionEvent.Ended)],
            service.Journal.Events(id).Where(happened => happened is not SessionEvent.Moved).Select(happened => happened.GetType()));
        Assert.Equal(new AuthState.Cancelled(CancelledBy.OwnerGone), (await service.Journal.RecordAsync(id)).State);
    }

    [Fact]
    public async Task LostActivation_IsFoundByItsBrowser()
    {
        var id = await InterruptedSession.CreateAsync(service);

        Assert.Equal(id.Id, await service.Sessions.CurrentAsync(id.Key));
    }

    [Fact]
    public async Task NewerRecordOfAnotherActivation_StopsThisOneWithoutPublishing()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        var collect = await browser.CollectAsync();
        await page.UntilAsync(snapshot => snapshot.State is AuthState.AwaitingScan { QrContent: $"{SensitiveData.QrStartToken}.2" });
        service.Journal.WriteFault = new JournalWrite.Outdated();
        var received = service.Calls.Count(id, "ReceiveAsync");
        collect.Answer(FakePython.Outcome("searching"));
        await service.Calls.ReachesAsync(id, "ReceiveAsync", received + 1);
        service.Journal.WriteFault = null;

        Assert.Equal(0, page.Unseen);
        Assert.Contains(service.Logs.Lines, line => line.Contains($"Session {id}: another activation owns the session now", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UnreadableJournal_IsUnknown_AndReadAgainAtTheNextCall()
    {
        var id = await InterruptedSession.CreateAsync(service);
        service.Journal.ReadFault = new JournalRead.Unavailable("locked");
        Assert.Null(await TestPage.OpenAsync(service, id.Id, id.Key));
        service.Journal.ReadFault = null;

        // The activation that could not read deactivates itself, asynchronously.
        TestPage? page = null;
        using var guard = new CancellationTokenSource(Guard.Timeout);
        while (page is null)
        {
            guard.Token.ThrowIfCancellationRequested();
            page = await TestPage.OpenAsync(service, id.Id, id.Key);
        }

        await page.DisposeAsync();
    }

    [Fact]
    public async Task FirstResponseToACollectAfterTheLoss_IsMarked_AndTheSecondIsNot()
    {
        var (id, _, tag) = await InterruptedSession.CreateAsync(service);
        await service.Grains.GetGrain<IAuthSessionGrain>(id.Value).ActivateAsync();

        (await service.BankId.NextAsync(tag)).Refuse(400);
        await service.Calls.ReachesAsync(id, "ReceiveAsync", 1);
        service.Clock.Advance(TimeSpan.FromSeconds(2));
        (await service.BankId.NextAsync(tag)).Refuse(400);
        await service.Calls.ReachesAsync(id, "ReceiveAsync", 2);

        Assert.Equal(
            [true, false],
            service.Python.Requests.Where(request => (string?)request["state"]?["tag"] == tag && (string?)request["event"]?["kind"] == "response")
                .Select(request => (bool?)request["event"]!["after_interruption"] ?? false));
    }

    [Fact]
    public async Task AfterAStart_SessionsThatCannotBeReadYet_AreResumedWhenTheyCan()
    {
        var id = (await InterruptedSession.CreateAsync(service)).Id;
        service.Journal.ReadFault = new JournalRead.Unavailable("locked");
        var clock = new FakeTimeProvider(); // the sweep's alone: how far it runs does not matter to the session
        using var sweep = new SessionRecovery(service.Journal, service.Responses, service.Grains, clock, NullLogger<SessionRecovery>.Instance);
        await sweep.StartAsync(CancellationToken.None);
        await service.Calls.ReachesAsync(id, "ActivateAsync", 1);
        service.Journal.ReadFault = null;

        using var guard = new CancellationTokenSource(Guard.Timeout);
        while (!sweep.ExecuteTask!.IsCompleted)
        {
            guard.Token.ThrowIfCancellationRequested();
            clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        await service.Calls.ReachesAsync(id, "InvokeCallbackAsync", 1);
        Assert.Contains(service.Journal.Events(id), happened => happened is SessionEvent.Resumed);
    }

    [Fact]
    public async Task Browser_WithAnUnreadableJournal_StartsNothing_AndFindsItsSessionLater()
    {
        var (id, key, _) = await InterruptedSession.CreateAsync(service);
        service.Journal.ReadFault = new JournalRead.Unavailable("database_down");

        Assert.Null(await service.Sessions.CurrentAsync(key));
        Assert.Equal(new StartReply.Unavailable("journal"), await service.Sessions.StartAsync(new TestBrowser(service).Intent, key));
        service.Journal.ReadFault = null;

        Assert.Equal(id, await service.Sessions.CurrentAsync(key));
    }
}
