using AuthDemo.Journal;
using AuthDemo.Sessions;
using AuthDemo.Sessions.BankId;
using AuthDemo.Web.Operations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Tests.Operations;

public sealed class WeakSettingsTests : IDisposable
{
    private readonly BankIdOptions _bankId = new() { Environment = BankIdEnvironment.Production, VerifySignatures = PolicyMode.Block };
    private readonly SessionsOptions _sessions = new() { Policies = { IpMismatch = PolicyMode.Block } };
    private readonly JournalOptions _journal = new() { KeyCertificate = new() };
    private readonly OperationsOptions _operations = new();
    private readonly LogCapture _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Production_SaysInOneBlockWhatIsWeakerThanItCouldBe()
    {
        (_bankId.Environment, _bankId.VerifySignatures, _journal.KeyCertificate) = (BankIdEnvironment.Test, PolicyMode.Off, null);
        (_sessions.Policies.Risk, _sessions.Policies.Session) = (PolicyMode.Off, PolicyMode.Warn);
        _operations.MetricsFrom.Add("0.0.0.0/0");

        await StartAsync(Environments.Production);

        var entry = Assert.Single(_log.Entries);
        Assert.Equal(LogLevel.Warning, entry.Level);
        Assert.Equal(
            [
                "Weaker than it could be:",
                "- BankId:Environment is Test: anybody can get a BankID of that environment, for any person.",
                "- BankId:VerifySignatures is Off: a completed order is believed without a valid signature. Set it to Block.",
                "- Journal:KeyCertificate is not set: whoever can read the database can read personal data and forge cookies.",
                "- Sessions:Policies:Risk is Off: a risk that BankID calls high does not stop a sign-in.",
                "- Sessions:Policies:Session is Warn: a return to another browser than the one that started does not stop a sign-in.",
                "- Operations:MetricsFrom includes every address: anybody can read the metrics.",
            ],
            entry.Message.Split(Environment.NewLine));
    }

    [Fact]
    public async Task ProductionAtItsStrictest_SaysNothing()
    {
        await StartAsync(Environments.Production);

        Assert.Empty(_log.Entries);
    }

    [Fact]
    public async Task Development_SaysNothing()
    {
        _bankId.VerifySignatures = PolicyMode.Off;

        await StartAsync(Environments.Development);

        Assert.Empty(_log.Entries);
    }

    private async Task StartAsync(string environment)
    {
        var report = new WeakSettingsReport(
            new HostingEnvironment { EnvironmentName = environment }, Options.Create(_bankId), Options.Create(_sessions), Options.Create(_journal),
            Options.Create(_operations), new Logger<WeakSettingsReport>(_log));
        await report.StartAsync(TestContext.Current.CancellationToken);
    }
}
