using AuthDemo.Journal;
using AuthDemo.Sessions;
using AuthDemo.Sessions.BankId;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Operations;

/// <summary>Logs once, when the service starts in Production, what is weaker than it could be: one entry, a line for each setting.</summary>
internal sealed partial class WeakSettingsReport(
    IHostEnvironment environment, IOptions<BankIdOptions> bankId, IOptions<SessionsOptions> sessions, IOptions<JournalOptions> journal,
    IOptions<OperationsOptions> operations, ILogger<WeakSettingsReport> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!environment.IsProduction())
            return Task.CompletedTask;
        var found = WeakSettings.Find(bankId.Value, sessions.Value.Policies, journal.Value, operations.Value).ToList();
        if (found.Count > 0)
            LogWeak(string.Concat(found.Select(sentence => Environment.NewLine + "- " + sentence)));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "Weaker than it could be:{Settings}")]
    private partial void LogWeak(string settings);
}
