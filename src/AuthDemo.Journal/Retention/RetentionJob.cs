using AuthDemo.Journal.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthDemo.Journal.Retention;

/// <summary>Sweeps when the service has started and then every <c>Journal:Retention:SweepMinutes</c>.</summary>
internal sealed class RetentionJob(
    RetentionSweep sweep, IOptions<JournalOptions> options, TimeProvider time, ILogger<RetentionJob> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(options.Value.Retention.SweepMinutes), time);
        do
        {
            var done = await sweep.RunAsync(stoppingToken);
            if (done.Trouble is { } trouble)
                logger.LogWarning("Retention is waiting for the journal: {Trouble}", trouble.Word());
            else if (done.Unfinished + done.Finished + done.Entries > 0)
                logger.LogInformation("Retention removed {Unfinished} unfinished and {Finished} finished sessions, {Entries} entries", done.Unfinished, done.Finished, done.Entries);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
