using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Tests.Fakes;

namespace AuthDemo.Sessions.Tests.Sessions;

/// <summary>From a click to a signed-in person.</summary>
public sealed class SignInTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task Start_ThenScanned_IsPublishedInOrderAndJournaled()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        (await browser.CollectAsync()).Answer(FakePython.Outcome("entering_code"));
        await page.UntilAsync<AuthState.EnteringCode>();
        (await browser.CollectAsync()).Answer(TestBrowser.Completed);
        var completed = await page.UntilAsync<AuthState.Completed>();

        Assert.Equal(new Identity(SensitiveData.PersonalNumber, SensitiveData.Name, SensitiveData.GivenName, SensitiveData.Surname), completed.Identity);
        Assert.Equal(page.Seen.Select(snapshot => snapshot.Version).Order().Distinct(), page.Seen.Select(snapshot => snapshot.Version));
        Assert.Equal(
            [null, AuthStateKind.AwaitingScan, AuthStateKind.EnteringCode, AuthStateKind.Completed],
            service.Journal.Events(id).Select(happened => (happened as SessionEvent.Moved)?.To ?? (happened as SessionEvent.Ended)?.How));
        var record = await service.Journal.RecordAsync(id);
        Assert.StartsWith(SensitiveData.Signature, record.Evidence?.Signature, StringComparison.Ordinal);
        Assert.True(record.ProtocolState.IsEmpty, "A final session keeps no secrets of the protocol.");
    }

    [Fact]
    public async Task Completed_IsCollectedOnceAndStaysReadable()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.CompleteAsync();
        await page.DisposeAsync();

        service.Clock.Advance(TimeSpan.FromMinutes(2));
        await using var later = await browser.OpenAsync(id);

        Assert.IsType<AuthState.Completed>(later.Last.State);
        Assert.Equal(0, service.BankId.Waiting(browser.Tag));
    }

    [Fact]
    public async Task Completed_WithAProofThatAnotherSessionUsed_IsRejected()
    {
        var signature = $"{SensitiveData.Signature}-{Guid.NewGuid():N}";
        var (first, second) = (new TestBrowser(service), new TestBrowser(service));
        var (firstId, firstPage) = await first.ShowCodeAsync();
        var (id, page) = await second.ShowCodeAsync();
        (await first.CollectAsync()).Answer(TestBrowser.CompletedWith(signature));
        await firstPage.UntilAsync<AuthState.Completed>();

        (await second.NextRequestAsync()).Answer(TestBrowser.CompletedWith(signature));

        var rejected = Assert.IsType<AuthState.Rejected>((await page.UntilAsync(snapshot => snapshot.State.IsFinal)).State);
        Assert.Equal(("signature", "rejected_signature"), (rejected.Policy, rejected.Message));
        Assert.Equal((signature, "proof_used"), (await service.Journal.RecordAsync(id)).Evidence is { } kept ? (kept.Signature, kept.Verified) : default);
        var end = Assert.IsType<SessionEvent.Ended>(service.Journal.Events(id)[^1]);
        Assert.Equal((AuthStateKind.Rejected, "signature"), (end.How, end.Detail));
        Assert.Null(await service.Sessions.IssueTicketAsync(id, second.Key));
        Assert.NotNull(await service.Sessions.IssueTicketAsync(firstId, first.Key));
    }

    [Fact]
    public async Task Ticket_OfCompletedSession_SignsInOnce()
    {
        var browser = new TestBrowser(service);
        var (id, _) = await browser.CompleteAsync();
        var first = await service.Sessions.IssueTicketAsync(id, browser.Key);
        var second = await service.Sessions.IssueTicketAsync(id, browser.Key);

        var signedIn = await service.Sessions.RedeemAsync(first!, browser.Key);

        Assert.Equal(SensitiveData.PersonalNumber, signedIn?.Identity.PersonalNumber);
        Assert.Equal(id, signedIn?.Session);
        Assert.Null(await service.Sessions.RedeemAsync(first!, browser.Key));
        Assert.Null(await service.Sessions.RedeemAsync(second!, browser.Key));
        Assert.Null(await service.Sessions.IssueTicketAsync(id, browser.Key));
        Assert.IsType<SessionEvent.SignedIn>(service.Journal.Events(id)[^1]);
    }

    [Fact]
    public async Task Ticket_OfAnotherOwner_IsNotRedeemedAndStaysValid()
    {
        var browser = new TestBrowser(service);
        var (id, _) = await browser.CompleteAsync();
        var ticket = await service.Sessions.IssueTicketAsync(id, browser.Key);

        Assert.Null(await service.Sessions.RedeemAsync(ticket!, OwnerKey.New()));
        Assert.NotNull(await service.Sessions.RedeemAsync(ticket!, browser.Key));
    }

    [Fact]
    public async Task Ticket_AfterItsLifetime_IsNotRedeemed()
    {
        var browser = new TestBrowser(service);
        var (id, _) = await browser.CompleteAsync();
        var ticket = await service.Sessions.IssueTicketAsync(id, browser.Key);

        service.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(await service.Sessions.RedeemAsync(ticket!, browser.Key));
        Assert.NotNull(await service.Sessions.IssueTicketAsync(id, browser.Key));
    }

    [Fact]
    public async Task Ticket_OfUnfinishedOrCancelledSession_IsNotIssued()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        Assert.Null(await service.Sessions.IssueTicketAsync(id, browser.Key));

        Assert.True(await service.Sessions.CancelAsync(id, browser.Key));
        await page.UntilAsync<AuthState.Cancelled>();

        Assert.Null(await service.Sessions.IssueTicketAsync(id, browser.Key));
    }

    [Fact]
    public async Task FinalSession_AfterItsTime_IsUnknown()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.CompleteAsync();
        await page.DisposeAsync();

        service.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Null(await TestPage.OpenAsync(service, id, browser.Key));
        Assert.Null(await service.Sessions.IssueTicketAsync(id, browser.Key));
        Assert.Null(await service.Sessions.CurrentAsync(browser.Key));
    }

    [Fact]
    public async Task UnknownFinalOutcome_IsNoSuccess()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        (await browser.CollectAsync()).Answer(FakePython.Outcome("delighted", final: true));

        var state = await page.UntilAsync<AuthState.Unrecognised>();

        Assert.Equal(("delighted", true), (state.Kind, state.Ended));
        Assert.Null(await service.Sessions.IssueTicketAsync(id, browser.Key));
    }
}
