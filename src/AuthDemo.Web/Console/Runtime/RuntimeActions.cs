using AuthDemo.Journal.AuditLog;
using AuthDemo.PythonHost;
using AuthDemo.Web.Console.Access;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>The operations of admins on the Python runtime, executed by <see cref="AuditedOperations"/>.</summary>
internal sealed class RuntimeActions(AuditedOperations operations, PatternBenchmark benchmark, IPythonRunners runners)
{
    /// <summary>Restarts an interpreter, a worker process or the Python service. Completes when the replacement serves calls.</summary>
    public Task<OperationResult<RestartReply>> RestartAsync(string id, string reason) => operations.ExecuteAsync(
        OperatorRole.Admin,
        new(JournalEventType.PythonRestarted) { Reason = reason, Facts = new Dictionary<string, string> { ["worker"] = id } },
        _ => runners.RestartAsync(id));

    /// <summary>Compares the patterns; the value is null if a comparison is already running.</summary>
    public Task<OperationResult<IReadOnlyList<PatternResult>?>> CompareAsync(Func<PatternProgress, Task> onProgress, CancellationToken cancellation) =>
        operations.ExecuteAsync(OperatorRole.Admin, new(JournalEventType.PythonCompared), _ => benchmark.RunAsync(onProgress, cancellation), cancellation);
}
