using AuthDemo.Journal.Storage;
using AuthDemo.Journal.Verification;
using AuthDemo.Journal.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AuthDemo.Journal.Health;

/// <summary>
/// Healthy when the head of the audit log can be read; the description is the failure's code. Degraded, not unhealthy, when the last write
/// failed: without traffic the service would not write any more and never notice that it can again. Also degraded when the hash chain is
/// broken, because sending the traffic to another node would not help.
/// </summary>
internal sealed class JournalHealthCheck(JournalDatabase database, JournalWriter writer, HashChainMonitor chain) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await database.QueryAsync(db => db.Head.Select(head => head.Seq).SingleAsync(cancellationToken), cancellationToken) switch
        {
            JournalResult<long>.Unavailable unavailable => new HealthCheckResult(context.Registration.FailureStatus, unavailable.Failure.Code(), data: Reason(unavailable.Failure.Code())),
            _ when writer.Failure is { } since => HealthCheckResult.Degraded($"{since.Failure.Code()} since {since.Since:O}", data: Reason(since.Failure.Code())),
            _ when chain.Last?.Status is ChainStatus.Broken broken => HealthCheckResult.Degraded($"chain broken at entry {broken.Seq}", data: Reason("chain_broken")),
            _ => HealthCheckResult.Healthy(),
        };

    // The only part that is public.
    private static Dictionary<string, object> Reason(string code) => new() { ["reason"] = code };
}
