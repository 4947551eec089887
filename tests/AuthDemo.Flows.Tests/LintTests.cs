using AuthDemo.Flows.Tests.Arrange;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Completion;
using AuthDemo.Sessions.Intents;

namespace AuthDemo.Flows.Tests;

/// <summary>This service is a faultless client: the simulator's lint report has neither errors nor warnings about it.</summary>
public sealed class LintTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task SignInSignatureAndPayment_HaveNoFindings()
    {
        await new BrowserTab(service).CompleteAsync(BrowserTab.NewIntent(Flow.Auth));
        await new BrowserTab(service).CompleteAsync(BrowserTab.NewIntent(Flow.Sign) with
        {
            UserVisibleData = "# Order\n+ *Röda rummet*", UserVisibleDataFormat = TextFormat.SimpleMarkdown, UserNonVisibleData = "order 17",
        });
        await new BrowserTab(service).CompleteAsync(BrowserTab.NewIntent(Flow.Payment) with
        {
            Payment = new Payment { Type = PaymentType.Card, Recipient = "Boklådan", Amount = "100,50", Currency = "SEK" },
        });

        var findings = await service.BankId.LintAsync(TestContext.Current.CancellationToken);

        Assert.Empty(findings.Where(finding => finding.Severity is not "info").Select(finding => $"{finding.Rule} {finding.Operation} {finding.Detail}"));
    }
}
