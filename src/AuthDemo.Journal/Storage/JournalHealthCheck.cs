using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Queries;
using AuthDemo.Journal.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AuthDemo.Journal.Storage;

/// <summary>
/// Ready when the head of the log can be read; the description is the trouble's word. Degraded, not unready, when the last write
/// failed: a service that gets no more traffic would write nothing more, and never learn that it can. Degraded also when the log was tampered
/// with, which no other node does better.
/// </summary>
internal sealed class JournalHealthCheck(JournalDatabase database, JournalWriter writer, ChainWatch chain) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await database.AskAsync(db => db.Head.Select(head => head.Seq).SingleAsync(cancellationToken), cancellationToken) switch
        {
            Answer<long>.Unavailable unavailable => new HealthCheckResult(context.Registration.FailureStatus, unavailable.Trouble.Word(), data: Reason(unavailable.Trouble.Word())),
            _ when writer.Trouble is { } since => HealthCheckResult.Degraded($"{since.Trouble.Word()} since {since.Since:O}", data: Reason(since.Trouble.Word())),
            _ when chain.Last?.Status is ChainStatus.Broken broken => HealthCheckResult.Degraded($"chain broken at entry {broken.Seq}", data: Reason("chain_broken")),
            _ => HealthCheckResult.Healthy(),
        };

    // The one word that anybody may read.
    private static Dictionary<string, object> Reason(string word) => new() { ["reason"] = word };
}
