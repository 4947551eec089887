using AuthDemo.Sessions.BankId;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Operations;

/// <summary>
/// Degraded, never unready, while BankID is unreachable: another node could not reach it either, and the sign-in page says so.
/// </summary>
internal sealed class BankIdHealthCheck(IBankIdStatus bankId) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await bankId.GetAsync(cancellationToken) is { IsReachable: false } status
            ? HealthCheckResult.Degraded($"unreachable since {status.Since:O}", data: HealthWords.Reason("unreachable"))
            : HealthCheckResult.Healthy();
}

/// <summary>Unready without a valid RP certificate: BankID refuses every request then. Degraded when its end is near.</summary>
internal sealed class CertificateHealthCheck(IBankIdStatus bankId, TimeProvider time, IOptionsMonitor<OperationsOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if ((await bankId.GetAsync(cancellationToken)).CertificateExpires is not { } expires)
            return HealthCheckResult.Unhealthy("absent", data: HealthWords.Reason("absent"));
        var left = expires - time.GetUtcNow();
        return left <= TimeSpan.Zero ? HealthCheckResult.Unhealthy("expired", data: HealthWords.Reason("expired"))
            : left < TimeSpan.FromDays(options.CurrentValue.CertificateWarningDays) ? HealthCheckResult.Degraded($"{(int)left.TotalDays} days left", data: HealthWords.Reason("expiring"))
            : HealthCheckResult.Healthy();
    }
}
