using AuthDemo.PythonHost.Configuration;
using AuthDemo.PythonHost.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace AuthDemo.PythonHost.Hosting;

/// <summary>
/// Makes a real call of <c>Python:HealthFunction</c>. Healthy when it returns and all is up; degraded when it returns and something is
/// missing; unhealthy when it does not return.
/// </summary>
internal sealed class PythonHostHealthCheck(IPythonHost host, IPythonHostStatus status, IOptions<PythonHostOptions> options) : IHealthCheck
{
    // The one word that anybody may read: the description may name a path.
    private const string Reason = "reason";

    private static readonly TimeSpan s_budget = TimeSpan.FromSeconds(2);
    private static readonly byte[] s_payload = "ping"u8.ToArray();

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var call = new PythonCall(options.Value.HealthFunction, s_payload) { WaitBudget = s_budget, RunBudget = s_budget };
        var reply = await host.CallAsync(call, cancellationToken);
        var now = status.Status;
        var data = new Dictionary<string, object>
        {
            ["pattern"] = now.Pattern, ["python"] = now.Python, ["runners"] = now.Runners, ["waiting"] = now.Waiting, ["lost"] = now.Lost,
        };
        if (now.Advice is { } advice)
            data["advice"] = advice;
        if (reply is PythonReply.Returned)
        {
            if (now.Condition != PythonHostCondition.Degraded)
                return HealthCheckResult.Healthy(data: data);
            data[Reason] = "incomplete";
            return HealthCheckResult.Degraded(now.Message, data: data);
        }

        var outcome = PythonMetrics.Outcome(reply);
        data[Reason] = outcome;
        return HealthCheckResult.Unhealthy(now.Message ?? $"A call of {options.Value.HealthFunction} was answered {outcome}.", data: data);
    }
}
