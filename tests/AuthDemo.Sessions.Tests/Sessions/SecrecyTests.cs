using AuthDemo.PythonHost;
using AuthDemo.Sessions.BankId;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Intents;
using AuthDemo.Sessions.Journaling;
using AuthDemo.Sessions.Operators;
using AuthDemo.Sessions.Tests.Fakes;

namespace AuthDemo.Sessions.Tests.Sessions;

/// <summary>The logs of whole sessions at Trace, including the silo's own lines.</summary>
public sealed class SecrecyTests(TestService service) : IClassFixture<TestService>
{
    [Fact]
    public async Task WholeSessions_LeaveNoSecretsInTheLog()
    {
        var browser = new TestBrowser(service);
        var (id, page) = await browser.ShowCodeAsync();
        (await browser.CollectAsync()).Fail(TransportError.Reset);
        await page.UntilAsync(snapshot => snapshot.State is AuthState.Pending { TroubledSince: not null });
        var collect = await browser.CollectAsync();
        service.Python.Fail(browser.Tag, new PythonReply.TimedOutRunning(TimeSpan.FromSeconds(1)), new PythonReply.WorkerDied(1, null, [SensitiveData.Name]));
        var received = service.Calls.Count(id, "ReceiveAsync");
        collect.Answer(TestBrowser.Completed);
        await service.Calls.ReachesAsync(id, "ReceiveAsync", received + 1);
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        await page.UntilAsync<AuthState.Completed>();
        var ticket = await service.Sessions.IssueTicketAsync(id, browser.Key);
        Assert.NotNull(await service.Sessions.RedeemAsync(ticket!, browser.Key));

        Assert.Contains(service.Logs.Lines, line => line.Contains($"Session {id}: AwaitingScan -> Completed", StringComparison.Ordinal));
        Assert.Contains(service.Logs.Lines, line => line.StartsWith("Trace ", StringComparison.Ordinal));
        foreach (var secret in SensitiveData.All.Append(ticket!.Reveal()).Append(browser.Key.Reveal()))
            Assert.DoesNotContain(service.Logs.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void TypesThatHoldSecrets_PrintMasked()
    {
        var browser = new TestBrowser(service);
        var ticket = Ticket.New();
        object[] holders =
        [
            browser.Key, ticket, browser.Intent, browser.Intent.Web!,
            new Identity(SensitiveData.PersonalNumber, SensitiveData.Name, SensitiveData.GivenName, SensitiveData.Surname),
            new AuthState.Completed(new(SensitiveData.PersonalNumber, SensitiveData.Name, SensitiveData.GivenName, SensitiveData.Surname), []),
            new AuthState.AwaitingScan(SensitiveData.QrStartToken, default, 0), new AuthState.AwaitingLaunch(SensitiveData.QrStartToken, true, default, 0),
            new Evidence(SensitiveData.Signature, SensitiveData.OcspResponse, SensitiveData.EndUserIp, null, null, null, null),
            new Evidence(SensitiveData.Signature, SensitiveData.OcspResponse, null, null, null, null, null) { SignerSha256 = SensitiveData.QrStartToken },
            new PhoneCall(CallInitiator.User, SensitiveData.PersonalNumber), new Requirement { PersonalNumber = SensitiveData.PersonalNumber },
            new Payment { Type = PaymentType.Card, Recipient = SensitiveData.Name }, new PhoneIntent(Flow.PhoneSign, SensitiveData.PersonalNumber, CallInitiator.User, SensitiveData.Name),
            browser.Intent with { UserVisibleData = SensitiveData.Name, UserNonVisibleData = SensitiveData.Surname, ReturnUrl = SensitiveData.OrderRef },
            new AuthDemo.Signatures.Verification.VerificationRequest(SensitiveData.Signature, SensitiveData.OcspResponse, SensitiveData.PersonalNumber) { VisibleText = SensitiveData.Name },
            new EvidenceBundle("evidence.zip", [1]), new SessionRecord
            {
                Id = SessionId.New(), OwnerHash = SensitiveData.Name, Intent = browser.Intent, Version = 1, State = new AuthState.Starting(),
                ProtocolState = default, Awaited = [], StartedAt = default, At = default, ReturnNonceHash = SensitiveData.QrStartSecret,
            },
            new StoredResponse
            {
                Version = 1, ProtocolState = System.Text.Encoding.UTF8.GetBytes(SensitiveData.QrStartSecret), Effect = 1, Purpose = "collect", Path = "collect",
                At = default, Status = 200, Headers = new Dictionary<string, string>(), Body = System.Text.Encoding.UTF8.GetBytes(SensitiveData.Name), Took = default,
            },
            new TransportReply.Answered(200, [], System.Text.Encoding.UTF8.GetBytes(SensitiveData.Name)),
        ];
        foreach (var printed in holders.Select(holder => holder.ToString()!))
            foreach (var secret in SensitiveData.All.Append(ticket.Reveal()).Append(browser.Key.Reveal()))
                Assert.DoesNotContain(secret, printed, StringComparison.Ordinal);
    }
}
