using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AuthDemo.Web.Operations;

/// <summary>
/// Degraded for an hour after the machine's clock was set by half a minute or more. Sessions survive it, because they run on monotonic
/// time, but certificates, OCSP responses and the audit log are compared with the clock.
/// </summary>
internal sealed partial class ClockHealthCheck(TimeProvider time, ILogger<ClockHealthCheck> logger) : IHealthCheck
{
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_reported = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private (DateTimeOffset Wall, long Timestamp) _last = (time.GetUtcNow(), time.GetTimestamp());
    private (TimeSpan By, long Timestamp)? _step;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            Measure();
            return Task.FromResult(_step is { } step && time.GetElapsedTime(step.Timestamp) < s_reported
                ? HealthCheckResult.Degraded($"the clock was set by {step.By:c}", data: HealthReason.Data("clock_set"))
                : HealthCheckResult.Healthy());
        }
    }

    private void Measure()
    {
        var (wall, timestamp) = (time.GetUtcNow(), time.GetTimestamp());
        var by = wall - _last.Wall - time.GetElapsedTime(_last.Timestamp, timestamp);
        _last = (wall, timestamp);
        if (by.Duration() < s_tolerance)
            return;
        _step = (by, timestamp);
        LogStep(by);
    }

    [LoggerMessage(LogLevel.Warning, "The machine's clock was set by {By}. Check its time synchronization")]
    private partial void LogStep(TimeSpan by);
}
