using AuthDemo.Flows.Tests.Arrange;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Operators;
using AuthDemo.Simulator.Client;

namespace AuthDemo.Flows.Tests;

/// <summary>Every flow from start to end, with its signature verified.</summary>
public sealed class FlowTests(Service service) : IClassFixture<Service>
{
    private const string Text = "Jag köper *Röda rummet*.";

    [Fact]
    public async Task Auth_ByLaunchLink_SignsIn()
    {
        var tab = new BrowserTab(service);

        var completed = await tab.CompleteAsync(BrowserTab.NewIntent(Flow.Auth));

        Assert.Equal((Service.PersonalNumber, "Elsa Lindqvist"), (completed.Identity.PersonalNumber, completed.Identity.Name));
        Assert.Empty(completed.Warnings);
        var ticket = await service.Sessions.IssueTicketAsync(tab.Id, tab.Key);
        Assert.Equal(completed.Identity, (await service.Sessions.RedeemAsync(ticket!, tab.Key))?.Identity);
    }

    [Fact]
    public async Task Sign_ShowsTheTextOnThePhone_AndCompletesWithAVerifiedSignature()
    {
        var tab = new BrowserTab(service);
        var launch = await tab.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Sign) with
        {
            UserVisibleData = Text, UserVisibleDataFormat = TextFormat.SimpleMarkdown, UserNonVisibleData = "order 17",
        });
        var phone = await service.OpenAppAsync(launch.Link);
        var screen = await phone.LookAsync();
        Assert.Equal((Text, true), (screen.Text, screen.TextIsMarkdown));

        await phone.EnterCodeAsync();
        var completed = await tab.CollectAsync<AuthState.Completed>();

        Assert.Empty(completed.Warnings);
        var record = Assert.IsType<JournalRead.Found>(await service.Journal.FindAsync(tab.Id)).Session;
        Assert.Equal("valid", record.Evidence!.Verified);
        Assert.Equal(Text, (await service.Sessions.IntentAsync(tab.Id, tab.Key))?.UserVisibleData);
        Assert.Null(await service.Sessions.IssueTicketAsync(tab.Id, tab.Key));
    }

    [Fact]
    public async Task Payment_ShowsTheTransactionOnThePhone_AndCompletes()
    {
        var tab = new BrowserTab(service);
        var launch = await tab.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Payment) with
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

        await tab.CollectAsync<AuthState.Completed>();
    }

    [Theory]
    [InlineData(Flow.PhoneAuth, null)]
    [InlineData(Flow.PhoneSign, Text)]
    public async Task Phone_StartedByAnOperator_ConfirmsTheCallAndCompletes(Flow flow, string? text)
    {
        // BankID allows one order at a time for a person, and both rows use Elsa.
        var tab = new BrowserTab(service);
        var reply = await service.Operators.StartPhoneAsync(SessionId.New(), new PhoneIntent(flow, Service.PersonalNumber, CallInitiator.User, text), "anna");
        await tab.ObserveAsync(Assert.IsType<StartReply.Started>(reply).Id);
        await tab.UntilAsync<AuthState.WaitingForApp>();

        var phone = service.BankId.Phone("elsa");
        await phone.StartAppAsync();
        await tab.CollectAsync<AuthState.ConfirmingCall>();
        await phone.AnswerCallAsync(inCall: true);
        await tab.CollectAsync<AuthState.EnteringCode>();
        await phone.EnterCodeAsync();

        Assert.Equal(Service.PersonalNumber, (await tab.CollectAsync<AuthState.Completed>()).Identity.PersonalNumber);
        var started = Assert.IsType<SessionEvent.Started>(service.Journal.Events(tab.Id)[0]);
        Assert.Equal((flow, "anna"), (started.Flow, started.Operator));
    }

    [Fact]
    public async Task OtherPayment_StartedByAnOperator_WaitsInTheAppAndCompletes()
    {
        var tab = new BrowserTab(service);
        var payment = new Payment { Type = PaymentType.Card, Recipient = "Boklådan", Amount = "249,00", Currency = "SEK" };
        var intent = new PhoneIntent(Flow.OtherPayment, Service.PersonalNumber, null, null) { Payment = payment };
        var reply = await service.Operators.StartPhoneAsync(SessionId.New(), intent, "anna");
        await tab.ObserveAsync(Assert.IsType<StartReply.Started>(reply).Id);
        await tab.UntilAsync<AuthState.WaitingForApp>();

        var phone = service.BankId.Phone("elsa");
        var screen = await phone.StartAppAsync();
        Assert.Equal(("otherPayment", "enterCode", "249,00"), (screen.Flow, screen.Step, screen.Transaction!.Amount));
        await tab.CollectAsync<AuthState.EnteringCode>();
        await phone.EnterCodeAsync();

        Assert.Equal(Service.PersonalNumber, (await tab.CollectAsync<AuthState.Completed>()).Identity.PersonalNumber);
    }

    [Fact]
    public async Task Auth_ByQrCode_AcceptsMobileBankIdOnly_AndAnyKindOnTheSameDevice()
    {
        var tab = new BrowserTab(service);
        var scan = await tab.StartAsync<AuthState.AwaitingScan>(BrowserTab.NewIntent(Flow.Auth, Device.Other));
        Assert.Equal("noSuitableBankId", (await Assert.ThrowsAsync<PhoneRefusedException>(() => service.OpenAppAsync(scan.QrContent, "karl"))).Error);

        Assert.True(await service.Sessions.SwitchDeviceAsync(tab.Id, tab.Key, Device.Same, new("windows", "edge")));
        var launch = await tab.UntilAsync<AuthState.AwaitingLaunch>();
        await (await service.OpenAppAsync(launch.Link, "karl")).EnterCodeAsync();

        Assert.Equal("Karl-Erik af Sandeberg", (await tab.CollectAsync<AuthState.Completed>()).Identity.Name);
    }

    [Fact]
    public async Task Auth_AppAtAnotherAddressThanTheBrowser_IsRejected()
    {
        var tab = new BrowserTab(service);
        var launch = await tab.StartAsync<AuthState.AwaitingLaunch>(BrowserTab.NewIntent(Flow.Auth));
        await (await service.OpenAppAsync(launch.Link, "omar", ipAddress: "203.0.113.9")).EnterCodeAsync();

        Assert.Equal("ip_mismatch", (await tab.CollectAsync<AuthState.Rejected>()).Policy);
        Assert.Null(await service.Sessions.IssueTicketAsync(tab.Id, tab.Key));
    }

    [Fact]
    public async Task Auth_AppAtAnotherAddressByQrCode_IsNoMismatch()
    {
        var tab = new BrowserTab(service);
        var scan = await tab.StartAsync<AuthState.AwaitingScan>(BrowserTab.NewIntent(Flow.Auth, Device.Other));
        await (await service.OpenAppAsync(scan.QrContent, "omar", ipAddress: "203.0.113.9")).EnterCodeAsync();

        Assert.Empty((await tab.CollectAsync<AuthState.Completed>()).Warnings);
    }

    [Fact]
    public async Task Return_WithTheNonceFromTheApp_IsAccepted()
    {
        var tab = new BrowserTab(service);
        var launch = await tab.StartAsync<AuthState.AwaitingLaunch>(
            BrowserTab.NewIntent(Flow.Auth) with { ReturnUrl = "https://example.se/return/{session}?nonce={nonce}" });
        var screen = await (await service.OpenAppAsync(launch.Link, "asa")).EnterCodeAsync();
        var redirect = new Uri(screen.Redirect!);
        await tab.CollectAsync<AuthState.Completed>();

        Assert.Equal($"/return/{tab.Id}", redirect.AbsolutePath);
        var nonce = redirect.Query["?nonce=".Length..];
        Assert.Equal(43, nonce.Length);
        Assert.True(await service.Sessions.ReturnAsync(tab.Id, tab.Key, nonce));
        Assert.NotNull(await service.Sessions.IssueTicketAsync(tab.Id, tab.Key));
    }
}
