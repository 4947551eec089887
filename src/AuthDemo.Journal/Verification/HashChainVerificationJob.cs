using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AuthDemo.Journal.Verification;

/// <summary>Verifies the hash chain when the service has started and then every <c>Journal:Chain:CheckMinutes</c>.</summary>
internal sealed class HashChainVerificationJob(HashChainMonitor monitor, IOptions<JournalOptions> options, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(options.Value.Chain.CheckMinutes), time);
        do
        {
            await monitor.CheckAsync(cancellation: stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
