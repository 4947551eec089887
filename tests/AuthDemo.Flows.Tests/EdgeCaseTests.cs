using AuthDemo.Flows.Tests.Arrange;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Operators;
using AuthDemo.Simulator.Client;

namespace AuthDemo.Flows.Tests;

/// <summary>The rows of the facts' table of edge cases (§6.4) that are decided below the pages; each test is named after its row.</summary>
public sealed class EdgeCaseTests(Service service) : IClassFixture<Service>
{
    private const string Address = "https://example.se/return/{session}?nonce={nonce}";

    [Fact]
    public async Task IosSafariReturn_Reload_ResumesTheSessionAndItsFinalResult()
    {
        var visit = new Visit(service);
        var completed = await visit.CompleteAsync(Visit.Ask(Flow.Auth) with { ReturnUrl = Address });

        Assert.Equal(visit.Id, await service.Sessions.CurrentAsync(visit.Key));
        var again = new Visit(service, visit.Key);
        await again.OpenAsync(visit.Id);

        Assert.Equal(completed, await again.UntilAsync<AuthState.Completed>());
    }

    [Fact]
    public async Task ReturnInNewTab_SameCookie_AttachesToTheSameOrder()
    {
        var visit = new Visit(service);
        var launch = await visit.StartAsync<AuthState.AwaitingLaunch>(Visit.Ask(Flow.Auth));
        var tab = new Visit(service, visit.Key);

        await tab.OpenAsync(visit.Id);

        Assert.Equal(launch.Link, (await tab.UntilAsync<AuthState.AwaitingLaunch>()).Link);
        await service.Sessions.CancelAsync(visit.Id, visit.Key);
    }

    [Fact]
    public async Task ReturnInOtherBrowser_NoCookie_IsNotLetIn()
    {
        var visit = new Visit(service);
        await visit.StartAsync<AuthState.AwaitingLaunch>(Visit.Ask(Flow.Auth) with { ReturnUrl = Address });

        Assert.False(await service.Sessions.ReturnAsync(visit.Id, null, null));
        Assert.Null(await service.Sessions.FollowAsync(visit.Id, OwnerKey.New(), _ => Task.CompletedTask));
        Assert.Equal(visit.Id, await service.Sessions.CurrentAsync(visit.Key));
    }

    [Fact]
    public async Task DeepLinkToFlowPage_StartsNothing()
    {
        var key = OwnerKey.New();

        Assert.Null(await service.Sessions.FollowAsync(SessionId.New(), key, _ => Task.CompletedTask));
        Assert.Null(await service.Sessions.CurrentAsync(key));
    }

    [Fact]
    public async Task TabAsleep_TheCodeJumpsToTheCurrentSecond()
    {
        var visit = new Visit(service);
        var scan = await visit.StartAsync<AuthState.AwaitingScan>(Visit.Ask(Flow.Auth, Device.Other));
        Assert.Equal("0", scan.QrContent.Split('.')[2]);
        await visit.LeaveAsync();

        service.Clock.Advance(TimeSpan.FromSeconds(17));
        var awake = new Visit(service, visit.Key);
        await awake.OpenAsync(visit.Id);
        scan = await awake.UntilAsync<AuthState.AwaitingScan>(state => state.QrContent.Split('.')[2] != "0");

        Assert.Equal("17", scan.QrContent.Split('.')[2]);
    }

    [Fact]
    public async Task QrExpiredWhileDisplayed_RenewsSilently_AndTheOldCodeIsRefused()
    {
        var visit = new Visit(service);
        var old = await visit.StartAsync<AuthState.AwaitingScan>(Visit.Ask(Flow.Auth, Device.Other));

        service.Clock.Advance(TimeSpan.FromSeconds(30));
        var renewed = await visit.UntilAsync<AuthState.AwaitingScan>(state => state.Renewals == 1);

        Assert.NotEqual(old.QrContent.Split('.')[1], renewed.QrContent.Split('.')[1]);
        await Assert.ThrowsAsync<PhoneRefusedException>(() => service.OpenAppAsync(old.QrContent, "asa"));
        await (await service.OpenAppAsync(renewed.QrContent, "asa")).EnterCodeAsync();
        await visit.CollectAsync<AuthState.Completed>();
    }

    [Fact]
    public async Task AlreadyInProgress_TellsRfa4AndMayBeTriedAgain()
    {
        var (first, second, third) = (new Visit(service), new Visit(service), new Visit(service));
        await CallAsync(first);
        await first.UntilAsync<AuthState.WaitingForApp>();

        await CallAsync(second);
        var failed = await second.UntilAsync<AuthState.Failed>();
        Assert.Equal(("already_in_progress", true, "RFA4"), (failed.Reason, failed.CanRetry, failed.Message));
        Assert.Equal(CancelledBy.OtherOrder, (await first.CollectAsync<AuthState.Cancelled>()).By);

        await CallAsync(third);
        await third.UntilAsync<AuthState.WaitingForApp>();
        await service.Operators.CancelAsync(third.Id, "anna");
    }

    [Fact]
    public async Task SecondTabStartsInSameSession_OldTabIsCancelledNotFailed()
    {
        var visit = new Visit(service);
        await visit.StartAsync<AuthState.AwaitingLaunch>(Visit.Ask(Flow.Auth));
        var tab = new Visit(service, visit.Key);

        await tab.StartAsync<AuthState.AwaitingLaunch>(Visit.Ask(Flow.Auth));

        Assert.Equal(CancelledBy.Superseded, (await visit.UntilAsync<AuthState.Cancelled>()).By);
        Assert.Equal(tab.Id, await service.Sessions.CurrentAsync(visit.Key));
    }

    [Fact]
    public async Task TwoDifferentOrdersPickedUpBySamePerson_FirstIsCancelledWithRfa3()
    {
        var (first, second) = (new Visit(service), new Visit(service));
        var one = await first.StartAsync<AuthState.AwaitingLaunch>(Visit.Ask(Flow.Auth));
        var other = await second.StartAsync<AuthState.AwaitingLaunch>(Visit.Ask(Flow.Auth));
        await service.OpenAppAsync(one.Link, "omar");
        var phone = await service.OpenAppAsync(other.Link, "omar");

        var cancelled = await first.CollectAsync<AuthState.Cancelled>();
        Assert.Equal((CancelledBy.OtherOrder, "RFA3"), (cancelled.By, cancelled.Message));
        await phone.EnterCodeAsync();
        await second.CollectAsync<AuthState.Completed>();
    }

    [Fact]
    public async Task UserOpensAppWithoutScanning_StaysUntilTheWindowEnds()
    {
        var visit = new Visit(service);
        await visit.StartAsync<AuthState.AwaitingScan>(Visit.Ask(Flow.Auth, Device.Other));
        await Assert.ThrowsAsync<PhoneRefusedException>(() => service.BankId.Phone("mira").StartAppAsync());

        service.Clock.Advance(TimeSpan.FromSeconds(28));
        Assert.Equal(0, (await visit.UntilAsync<AuthState.AwaitingScan>(state => state.QrContent.Split('.')[2] == "28")).Renewals);
        service.Clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(1, (await visit.UntilAsync<AuthState.AwaitingScan>(state => state.Renewals > 0)).Renewals);
    }

    [Fact]
    public async Task WrongCodeTooManyTimes_IsFinalWithRfa16()
    {
        var visit = new Visit(service);
        var launch = await visit.StartAsync<AuthState.AwaitingLaunch>(Visit.Ask(Flow.Auth));
        var phone = await service.OpenAppAsync(launch.Link, "karl");
        for (var wrong = 0; wrong < 3; wrong++)
            await Assert.ThrowsAsync<PhoneRefusedException>(() => phone.EnterCodeAsync("000000"));

        var failed = await visit.CollectAsync<AuthState.Failed>();

        Assert.Equal(("certificate_error", "RFA16"), (failed.Reason, failed.Message));
        Assert.Null(await service.Sessions.IssueTicketAsync(visit.Id, visit.Key));
    }

    [Fact]
    public async Task AppTooOld_TellsSo()
    {
        await service.BankId.PutIdentityAsync(new("asa") { AppTooOld = true });
        var visit = new Visit(service);
        var launch = await visit.StartAsync<AuthState.AwaitingLaunch>(Visit.Ask(Flow.Auth) with { Requirement = new() { Mrtd = true } });
        await service.OpenAppAsync(launch.Link, "asa");

        Assert.Equal("not_supported_by_user_app", (await visit.CollectAsync<AuthState.Failed>()).Reason);
        await service.BankId.PutIdentityAsync(new("asa") { AppTooOld = false });
    }

    [Fact]
    public async Task HighRisk_IsRejectedAndNobodyIsSignedIn()
    {
        await service.BankId.PutIdentityAsync(new("asa") { Risk = "high" });
        var visit = new Visit(service);
        var launch = await visit.StartAsync<AuthState.AwaitingLaunch>(Visit.Ask(Flow.Auth));
        await (await service.OpenAppAsync(launch.Link, "asa")).EnterCodeAsync();

        Assert.Equal("risk", (await visit.CollectAsync<AuthState.Rejected>()).Policy);
        Assert.Null(await service.Sessions.IssueTicketAsync(visit.Id, visit.Key));
        await service.BankId.PutIdentityAsync(new("asa") { Risk = "low" });
    }

    [Fact]
    public async Task ModerateRisk_IsAWarning()
    {
        await service.BankId.PutIdentityAsync(new("asa") { Risk = "moderate" });

        var visit = new Visit(service);
        var launch = await visit.StartAsync<AuthState.AwaitingLaunch>(Visit.Ask(Flow.Auth));
        await (await service.OpenAppAsync(launch.Link, "asa")).EnterCodeAsync();

        Assert.Equal(["risk_moderate"], (await visit.CollectAsync<AuthState.Completed>()).Warnings);
        await service.BankId.PutIdentityAsync(new("asa") { Risk = "low" });
    }

    [Fact]
    public async Task CancelFails_BecauseAlreadyFinal_IsIgnored()
    {
        var visit = new Visit(service);
        var launch = await visit.StartAsync<AuthState.AwaitingLaunch>(Visit.Ask(Flow.Auth));
        await (await service.OpenAppAsync(launch.Link, "mira")).EnterCodeAsync();

        Assert.True(await service.Sessions.CancelAsync(visit.Id, visit.Key));

        Assert.Equal(CancelledBy.User, (await visit.UntilAsync<AuthState.Cancelled>()).By);
        Assert.True(await service.Sessions.CancelAsync(visit.Id, visit.Key));
        Assert.Null(await service.Sessions.IssueTicketAsync(visit.Id, visit.Key));
    }

    [Fact]
    public async Task PageClosed_OwnerAbsent_CancelsTheOrder()
    {
        var visit = new Visit(service);
        var scan = await visit.StartAsync<AuthState.AwaitingScan>(Visit.Ask(Flow.Auth, Device.Other));
        var watch = new Visit(service);
        await watch.ObserveAsync(visit.Id);
        await visit.LeaveAsync();

        service.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(CancelledBy.OwnerGone, (await watch.UntilAsync<AuthState.Cancelled>()).By);
        await Assert.ThrowsAsync<PhoneRefusedException>(() => service.OpenAppAsync(scan.QrContent, "asa"));
    }

    [Fact]
    public async Task BrowserSuspendedWhileThePersonIsInTheApp_IsCompletedAfterReturning()
    {
        var visit = new Visit(service);
        var launch = await visit.StartAsync<AuthState.AwaitingLaunch>(Visit.Ask(Flow.Auth));
        var phone = await service.OpenAppAsync(launch.Link, "omar");
        await visit.CollectAsync<AuthState.EnteringCode>();
        await visit.LeaveAsync();

        service.Clock.Advance(TimeSpan.FromSeconds(81));
        await phone.EnterCodeAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(60));
        var back = new Visit(service, visit.Key);
        await back.OpenAsync(visit.Id);

        await back.UntilAsync<AuthState.Completed>();
        Assert.NotNull(await service.Sessions.IssueTicketAsync(visit.Id, visit.Key));
    }

    private async Task CallAsync(Visit visit)
    {
        var reply = await service.Operators.StartPhoneAsync(
            SessionId.New(), new PhoneIntent(Flow.PhoneAuth, Service.PersonalNumber, CallInitiator.Rp, null), "anna");
        await visit.ObserveAsync(Assert.IsType<StartReply.Started>(reply).Id);
    }
}
