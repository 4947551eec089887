using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthDemo.Journal.Retention;

/// <summary>Runs a retention sweep when the service has started and then every <c>Journal:Retention:SweepMinutes</c>.</summary>
internal sealed partial class RetentionJob(
    RetentionSweep sweep, IOptions<JournalOptions> options, TimeProvider time, ILogger<RetentionJob> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(options.Value.Retention.SweepMinutes), time);
        do
        {
            var done = await sweep.RunAsync(stoppingToken);
            if (done.Failure is { } failure)
                LogFailed(failure.Code());
            else if (done.Unfinished + done.Finished + done.Entries > 0)
                LogRemoved(done.Unfinished, done.Finished, done.Entries);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "The retention sweep stopped because the journal is unavailable: {Failure}")]
    private partial void LogFailed(string failure);

    [LoggerMessage(LogLevel.Information, "Retention removed {Unfinished} unfinished and {Finished} finished sessions, {Entries} audit entries")]
    private partial void LogRemoved(int unfinished, int finished, long entries);
}
