using AuthDemo.Sessions.BankId;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace AuthDemo.Web.Operations;

/// <summary>
/// Degraded, never unhealthy, while BankID is unreachable: no other node could reach it either, and the sign-in page tells the user.
/// </summary>
internal sealed class BankIdHealthCheck(IBankIdStatus bankId) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await bankId.GetAsync(cancellationToken) is { IsReachable: false } status
            ? HealthCheckResult.Degraded($"unreachable since {status.Since:O}", data: HealthReason.Data("unreachable"))
            : HealthCheckResult.Healthy();
}

/// <summary>Unhealthy without a valid RP certificate, because BankID then rejects every request. Degraded when it expires soon.</summary>
internal sealed class CertificateHealthCheck(IBankIdStatus bankId, TimeProvider time, IOptionsMonitor<OperationsOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if ((await bankId.GetAsync(cancellationToken)).CertificateExpires is not { } expires)
            return HealthCheckResult.Unhealthy("absent", data: HealthReason.Data("absent"));
        var left = expires - time.GetUtcNow();
        return left <= TimeSpan.Zero ? HealthCheckResult.Unhealthy("expired", data: HealthReason.Data("expired"))
            : left < TimeSpan.FromDays(options.CurrentValue.CertificateWarningDays) ? HealthCheckResult.Degraded($"{(int)left.TotalDays} days left", data: HealthReason.Data("expiring"))
            : HealthCheckResult.Healthy();
    }
}
