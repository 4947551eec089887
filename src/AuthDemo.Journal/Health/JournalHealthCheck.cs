using AuthDemo.Journal.Storage;
using AuthDemo.Journal.Verification;
using AuthDemo.Journal.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AuthDemo.Journal.Health;

/// <summary>
/// Ready when the head of the log can be read; the description is the trouble's word. Degraded, not unready, when the last write
/// failed: a service that gets no more traffic would write nothing more, and never learn that it can. Degraded also when the log was tampered
/// with, which no other node does better.
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

    // The one word that anybody may read.
    private static Dictionary<string, object> Reason(string word) => new() { ["reason"] = word };
}
