using AuthDemo.Flows.Tests.Arrange;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Operators;
using AuthDemo.Simulator.Client;

namespace AuthDemo.Flows.Tests;

/// <summary>Edge cases of the facts (§6.4) that do not depend on the pages; each test has the name of its row.</summary>
public sealed class EdgeCaseTests(Service service) : IClassFixture<Service>
{
    private const string Address = "https://example.se/return/{session}?nonce={nonce}";

    [Fact]
    public async Task IosSafariReturn_Reload_ResumesTheSessionAndItsFinalResult()
    {
        var tab = new BrowserTab(service);
        var completed = await tab.CompleteAsync(BrowserTab.NewIntent(Flow.Auth) with { ReturnUrl = Address });

        Assert.Equal(tab.Id, await service.Sessions.CurrentAsync(tab.Key));
        var again = new BrowserTab(service, tab.Key);
        await again.OpenAsync(tab.Id);

        Assert.Equal(completed, await again.UntilAsync<AuthState.Completed>());
    }

    [Fact]
    public async Task ReturnInNewTab_SameCookie_AttachesToTheSameOrder()
    {
        var tab = new BrowserTab(service);
        var launch = await tab.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Auth));
        var otherTab = new BrowserTab(service, tab.Key);

        await otherTab.OpenAsync(tab.Id);

        Assert.Equal(launch.Link, (await otherTab.UntilAsync<AuthState.AwaitingLaunch>()).Link);
        await service.Sessions.CancelAsync(tab.Id, tab.Key);
    }

    [Fact]
    public async Task ReturnInOtherBrowser_NoCookie_IsDenied()
    {
        var tab = new BrowserTab(service);
        await tab.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Auth) with { ReturnUrl = Address });

        Assert.False(await service.Sessions.ReturnAsync(tab.Id, null, null));
        Assert.Null(await service.Sessions.FollowAsync(tab.Id, OwnerKey.New(), _ => Task.CompletedTask));
        Assert.Equal(tab.Id, await service.Sessions.CurrentAsync(tab.Key));
    }

    [Fact]
    public async Task DeepLinkToFlowPage_StartsNothing()
    {
        var key = OwnerKey.New();

        Assert.Null(await service.Sessions.FollowAsync(SessionId.New(), key, _ => Task.CompletedTask));
        Assert.Null(await service.Sessions.CurrentAsync(key));
    }

    [Fact]
    public async Task TabAsleep_CodeIsThatOfTheCurrentSecond()
    {
        var tab = new BrowserTab(service);
        var scan = await tab.StartAsync<AuthState.AwaitingScan>(BrowserTab.NewIntent(Flow.Auth, Device.Other));
        Assert.Equal("0", scan.QrContent.Split('.')[2]);
        await tab.CloseAsync();

        service.Clock.Advance(TimeSpan.FromSeconds(17));
        var awake = new BrowserTab(service, tab.Key);
        await awake.OpenAsync(tab.Id);
        scan = await awake.UntilAsync<AuthState.AwaitingScan>(state => state.QrContent.Split('.')[2] != "0");

        Assert.Equal("17", scan.QrContent.Split('.')[2]);
    }

    [Fact]
    public async Task QrExpiredWhileDisplayed_RenewsSilently_AndTheOldCodeIsRefused()
    {
        var tab = new BrowserTab(service);
        var old = await tab.StartAsync<AuthState.AwaitingScan>(BrowserTab.NewIntent(Flow.Auth, Device.Other));

        service.Clock.Advance(TimeSpan.FromSeconds(30));
        var renewed = await tab.UntilAsync<AuthState.AwaitingScan>(state => state.Renewals == 1);

        Assert.NotEqual(old.QrContent.Split('.')[1], renewed.QrContent.Split('.')[1]);
        await Assert.ThrowsAsync<PhoneRefusedException>(() => service.OpenAppAsync(old.QrContent, "asa"));
        await (await service.OpenAppAsync(renewed.QrContent, "asa")).EnterCodeAsync();
        await tab.CollectAsync<AuthState.Completed>();
    }

    [Fact]
    public async Task AlreadyInProgress_ShowsRfa4AndCanBeRetried()
    {
        var (first, second, third) = (new BrowserTab(service), new BrowserTab(service), new BrowserTab(service));
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
        var tab = new BrowserTab(service);
        await tab.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Auth));
        var otherTab = new BrowserTab(service, tab.Key);

        await otherTab.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Auth));

        Assert.Equal(CancelledBy.Superseded, (await tab.UntilAsync<AuthState.Cancelled>()).By);
        Assert.Equal(otherTab.Id, await service.Sessions.CurrentAsync(tab.Key));
    }

    [Fact]
    public async Task TwoDifferentOrdersPickedUpBySamePerson_FirstIsCancelledWithRfa3()
    {
        var (first, second) = (new BrowserTab(service), new BrowserTab(service));
        var one = await first.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Auth));
        var other = await second.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Auth));
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
        var tab = new BrowserTab(service);
        await tab.StartAsync<AuthState.AwaitingScan>(BrowserTab.NewIntent(Flow.Auth, Device.Other));
        await Assert.ThrowsAsync<PhoneRefusedException>(() => service.BankId.Phone("mira").StartAppAsync());

        service.Clock.Advance(TimeSpan.FromSeconds(28));
        Assert.Equal(0, (await tab.UntilAsync<AuthState.AwaitingScan>(state => state.QrContent.Split('.')[2] == "28")).Renewals);
        service.Clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(1, (await tab.UntilAsync<AuthState.AwaitingScan>(state => state.Renewals > 0)).Renewals);
    }

    [Fact]
    public async Task WrongCodeTooManyTimes_IsFinalWithRfa16()
    {
        var tab = new BrowserTab(service);
        var launch = await tab.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Auth));
        var phone = await service.OpenAppAsync(launch.Link, "karl");
        for (var wrong = 0; wrong < 2; wrong++)
            await Assert.ThrowsAsync<PhoneRefusedException>(() => phone.EnterCodeAsync("000000"));
        await phone.EnterCodeAsync("000000");

        var failed = await tab.CollectAsync<AuthState.Failed>();

        Assert.Equal(("certificate_error", "RFA16"), (failed.Reason, failed.Message));
        Assert.Null(await service.Sessions.IssueTicketAsync(tab.Id, tab.Key));
    }

    [Fact]
    public async Task AppTooOld_ShowsItsMessage()
    {
        await service.BankId.PutIdentityAsync(new("asa") { AppTooOld = true });
        var tab = new BrowserTab(service);
        var launch = await tab.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Auth) with { Requirement = new() { Mrtd = true } });
        await service.OpenAppAsync(launch.Link, "asa");

        Assert.Equal("not_supported_by_user_app", (await tab.CollectAsync<AuthState.Failed>()).Reason);
        await service.BankId.PutIdentityAsync(new("asa") { AppTooOld = false });
    }

    [Fact]
    public async Task HighRisk_IsRejectedAndNobodyIsSignedIn()
    {
        await service.BankId.PutIdentityAsync(new("asa") { Risk = "high" });
        var tab = new BrowserTab(service);
        var launch = await tab.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Auth));
        await (await service.OpenAppAsync(launch.Link, "asa")).EnterCodeAsync();

        Assert.Equal("risk", (await tab.CollectAsync<AuthState.Rejected>()).Policy);
        Assert.Null(await service.Sessions.IssueTicketAsync(tab.Id, tab.Key));
        await service.BankId.PutIdentityAsync(new("asa") { Risk = "low" });
    }

    [Fact]
    public async Task ModerateRisk_IsAWarning()
    {
        await service.BankId.PutIdentityAsync(new("asa") { Risk = "moderate" });

        var tab = new BrowserTab(service);
        var launch = await tab.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Auth));
        await (await service.OpenAppAsync(launch.Link, "asa")).EnterCodeAsync();

        Assert.Equal(["risk_moderate"], (await tab.CollectAsync<AuthState.Completed>()).Warnings);
        await service.BankId.PutIdentityAsync(new("asa") { Risk = "low" });
    }

    [Fact]
    public async Task CancelFails_BecauseAlreadyFinal_IsIgnored()
    {
        var tab = new BrowserTab(service);
        var launch = await tab.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Auth));
        await (await service.OpenAppAsync(launch.Link, "mira")).EnterCodeAsync();

        Assert.True(await service.Sessions.CancelAsync(tab.Id, tab.Key));

        Assert.Equal(CancelledBy.User, (await tab.UntilAsync<AuthState.Cancelled>()).By);
        Assert.True(await service.Sessions.CancelAsync(tab.Id, tab.Key));
        Assert.Null(await service.Sessions.IssueTicketAsync(tab.Id, tab.Key));
    }

    [Fact]
    public async Task PageClosed_OwnerAbsent_CancelsTheOrder()
    {
        var visit = new BrowserTab(service);
        var scan = await visit.StartAsync<AuthState.AwaitingScan>(BrowserTab.NewIntent(Flow.Auth, Device.Other));
        var watch = new BrowserTab(service);
        await watch.ObserveAsync(visit.Id);
        await visit.CloseAsync();

        service.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(CancelledBy.OwnerGone, (await watch.UntilAsync<AuthState.Cancelled>()).By);
        await Assert.ThrowsAsync<PhoneRefusedException>(() => service.OpenAppAsync(scan.QrContent, "asa"));
    }

    private async Task CallAsync(BrowserTab tab)
    {
        var reply = await service.Operators.StartPhoneAsync(
            SessionId.New(), new PhoneIntent(Flow.PhoneAuth, Service.PersonalNumber, CallInitiator.Rp, null), "anna");
        await tab.ObserveAsync(Assert.IsType<StartReply.Started>(reply).Id);
    }
}
