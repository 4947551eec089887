using AuthDemo.Flows.Tests.Arrange;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Operators;
using AuthDemo.Simulator.Client;

namespace AuthDemo.Flows.Tests;

/// <summary>Every flow from start to end, with each proof verified on the way.</summary>
public sealed class FlowTests(Service service) : IClassFixture<Service>
{
    private const string Text = "Jag köper *Röda rummet*.";

    [Fact]
    public async Task Auth_ByLaunchLink_SignsIn()
    {
        var visit = new Visit(service);

        var completed = await visit.CompleteAsync(Visit.Ask(Flow.Auth));

        Assert.Equal((Service.PersonalNumber, "Elsa Lindqvist"), (completed.Identity.PersonalNumber, completed.Identity.Name));
        Assert.Empty(completed.Warnings);
        var ticket = await service.Sessions.IssueTicketAsync(visit.Id, visit.Key);
        Assert.Equal(completed.Identity, (await service.Sessions.RedeemAsync(ticket!, visit.Key))?.Identity);
    }

    [Fact]
    public async Task Sign_ShowsTheTextOnThePhone_AndCompletesWithAVerifiedProof()
    {
        var visit = new Visit(service);
        var launch = await visit.StartAsync<AuthState.AwaitingLaunch>(Visit.Ask(Flow.Sign) with
        {
            UserVisibleData = Text, UserVisibleDataFormat = TextFormat.SimpleMarkdown, UserNonVisibleData = "order 17",
        });
        var phone = await service.OpenAppAsync(launch.Link);
        var screen = await phone.LookAsync();
        Assert.Equal((Text, true), (screen.Text, screen.TextIsMarkdown));

        await phone.EnterCodeAsync();
        var completed = await visit.CollectAsync<AuthState.Completed>();

        Assert.Empty(completed.Warnings);
        var record = Assert.IsType<JournalRead.Found>(await service.Journal.FindAsync(visit.Id)).Session;
        Assert.Equal("valid", record.Evidence!.Verified);
        Assert.Equal(Text, (await service.Sessions.IntentAsync(visit.Id, visit.Key))?.UserVisibleData);
        Assert.Null(await service.Sessions.IssueTicketAsync(visit.Id, visit.Key));
    }

    [Fact]
    public async Task Payment_ShowsTheTransactionOnThePhone_AndCompletes()
    {
        var visit = new Visit(service);
        var launch = await visit.StartAsync<AuthState.AwaitingLaunch>(Visit.Ask(Flow.Payment) with
        {
            Payment = new Payment
            {
                Type = PaymentType.Card, Recipient = "Boklådan", Amount = "100,50", Currency = "SEK", RiskFlags = ["newRecipient", "largeAmount"],
            },
        });
        var phone = await service.OpenAppAsync(launch.Link);
        var transaction = (await phone.LookAsync()).Transaction!;
        Assert.Equal(("Boklådan", "100,50", "SEK"), (transaction.Recipient, transaction.Amount, transaction.Currency));

        await phone.EnterCodeAsync();

        await visit.CollectAsync<AuthState.Completed>();
    }

    [Theory]
    [InlineData(Flow.PhoneAuth, null)]
    [InlineData(Flow.PhoneSign, Text)]
    public async Task Phone_StartedByAnOperator_AsksForTheCallAndCompletes(Flow flow, string? text)
    {
        // One order at a time for one person; the two rows share her.
        var visit = new Visit(service);
        var reply = await service.Operators.StartPhoneAsync(SessionId.New(), new PhoneIntent(flow, Service.PersonalNumber, CallInitiator.User, text), "anna");
        await visit.ObserveAsync(Assert.IsType<StartReply.Started>(reply).Id);
        await visit.UntilAsync<AuthState.WaitingForApp>();

        var phone = service.BankId.Phone("elsa");
        await phone.StartAppAsync();
        await visit.CollectAsync<AuthState.ConfirmingCall>();
        await phone.AnswerCallAsync(inCall: true);
        await visit.CollectAsync<AuthState.EnteringCode>();
        await phone.EnterCodeAsync();

        Assert.Equal(Service.PersonalNumber, (await visit.CollectAsync<AuthState.Completed>()).Identity.PersonalNumber);
        var started = Assert.IsType<SessionEvent.Started>(service.Journal.Events(visit.Id)[0]);
        Assert.Equal((flow, "anna"), (started.Flow, started.Operator));
    }

    [Fact]
    public async Task Auth_ByQrCode_TakesMobileBankIdOnly_AndAnyKindOnTheSameDevice()
    {
        var visit = new Visit(service);
        var scan = await visit.StartAsync<AuthState.AwaitingScan>(Visit.Ask(Flow.Auth, Device.Other));
        Assert.Equal("noSuitableBankId", (await Assert.ThrowsAsync<PhoneRefusedException>(() => service.OpenAppAsync(scan.QrContent, "karl"))).Error);

        Assert.True(await service.Sessions.SwitchDeviceAsync(visit.Id, visit.Key, Device.Same, new("windows", "edge")));
        var launch = await visit.UntilAsync<AuthState.AwaitingLaunch>();
        await (await service.OpenAppAsync(launch.Link, "karl")).EnterCodeAsync();

        Assert.Equal("Karl-Erik af Sandeberg", (await visit.CollectAsync<AuthState.Completed>()).Identity.Name);
    }

    [Fact]
    public async Task Auth_AppAtAnotherAddressThanTheBrowser_IsRejected()
    {
        var visit = new Visit(service);
        var launch = await visit.StartAsync<AuthState.AwaitingLaunch>(Visit.Ask(Flow.Auth));
        await (await service.OpenAppAsync(launch.Link, "omar", ipAddress: "203.0.113.9")).EnterCodeAsync();

        Assert.Equal("ip_mismatch", (await visit.CollectAsync<AuthState.Rejected>()).Policy);
        Assert.Null(await service.Sessions.IssueTicketAsync(visit.Id, visit.Key));
    }

    [Fact]
    public async Task Auth_AppAtAnotherAddressByQrCode_IsNoMismatch()
    {
        var visit = new Visit(service);
        var scan = await visit.StartAsync<AuthState.AwaitingScan>(Visit.Ask(Flow.Auth, Device.Other));
        await (await service.OpenAppAsync(scan.QrContent, "omar", ipAddress: "203.0.113.9")).EnterCodeAsync();

        Assert.Empty((await visit.CollectAsync<AuthState.Completed>()).Warnings);
    }

    [Fact]
    public async Task Return_WithTheNonceThatTheAppWasGiven_LeadsOn()
    {
        var visit = new Visit(service);
        var launch = await visit.StartAsync<AuthState.AwaitingLaunch>(
            Visit.Ask(Flow.Auth) with { ReturnUrl = "https://example.se/return/{session}?nonce={nonce}" });
        var screen = await (await service.OpenAppAsync(launch.Link, "asa")).EnterCodeAsync();
        var redirect = new Uri(screen.Redirect!);
        await visit.CollectAsync<AuthState.Completed>();

        Assert.Equal($"/return/{visit.Id}", redirect.AbsolutePath);
        var nonce = redirect.Query["?nonce=".Length..];
        Assert.Equal(43, nonce.Length);
        Assert.True(await service.Sessions.ReturnAsync(visit.Id, visit.Key, nonce));
        Assert.NotNull(await service.Sessions.IssueTicketAsync(visit.Id, visit.Key));
    }
}
