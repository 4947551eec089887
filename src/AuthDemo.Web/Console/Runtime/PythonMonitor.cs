using AuthDemo.PythonHost;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>Reads the status, the metrics and the runners of the Python host for the page.</summary>
internal sealed class PythonMonitor(IPythonHostStatus host, IPythonRunners runners, PythonMetrics metrics)
{
    public PythonSnapshot Read() => new(host.Status, metrics.Read(), runners.Runners);
}

/// <summary>The state of the Python host at one time.</summary>
/// <param name="Status">Pattern, condition, queue and last errors.</param>
/// <param name="Metrics">The metrics of the last minute.</param>
/// <param name="Runners">The interpreters or processes.</param>
internal sealed record PythonSnapshot(PythonHostStatus Status, PythonMetricsSnapshot Metrics, IReadOnlyList<PythonRunner> Runners);
