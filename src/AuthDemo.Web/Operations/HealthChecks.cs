using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Operations;

/// <summary>
/// BankID's absence degrades and never makes unready: no other node of ours could reach it either, and whoever comes is told so
/// by the sign-in page.
/// </summary>
internal sealed class BankIdHealthCheck(IBankIdStatus bankId) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await bankId.PresentAsync(cancellationToken) is { IsReachable: false } status
            ? HealthCheckResult.Degraded($"unreachable since {status.Since:O}", data: HealthWords.Reason("unreachable"))
            : HealthCheckResult.Healthy();
}

/// <summary>Unready without a valid RP certificate: BankID refuses every request then. Degraded when its end is near.</summary>
internal sealed class CertificateHealthCheck(IBankIdStatus bankId, TimeProvider time, IOptionsMonitor<OperationsOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if ((await bankId.PresentAsync(cancellationToken)).CertificateExpires is not { } expires)
            return HealthCheckResult.Unhealthy("absent", data: HealthWords.Reason("absent"));
        var left = expires - time.GetUtcNow();
        return left <= TimeSpan.Zero ? HealthCheckResult.Unhealthy("expired", data: HealthWords.Reason("expired"))
            : left < TimeSpan.FromDays(options.CurrentValue.CertificateWarningDays) ? HealthCheckResult.Degraded($"{(int)left.TotalDays} days left", data: HealthWords.Reason("expiring"))
            : HealthCheckResult.Healthy();
    }
}
