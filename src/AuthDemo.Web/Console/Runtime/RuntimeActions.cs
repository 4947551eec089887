using AuthDemo.Journal.AuditLog;
using AuthDemo.PythonHost.Hosting;
using AuthDemo.Web.Console.Access;

namespace AuthDemo.Web.Console.Runtime;

/// <summary>What admins do to the Python runtime.</summary>
internal sealed class RuntimeActions(AuditedOperations operations, PatternBenchmark patterns, IServiceProvider services)
{
    /// <summary>Restarts an interpreter, a worker process or the service. It is done when another serves in its place.</summary>
    public Task<OperationResult<RestartReply>> RestartAsync(string id, string reason) => operations.ExecuteAsync(
        OperatorRole.Admin,
        new(JournalEventType.PythonRestarted) { Reason = reason, Facts = new Dictionary<string, string> { ["worker"] = id } },
        _ => services.GetRequiredService<IPythonRunners>().RestartAsync(id));

    /// <summary>Compares the patterns; null inside when a comparison is running already.</summary>
    public Task<OperationResult<IReadOnlyList<PatternResult>?>> CompareAsync(Func<PatternProgress, Task> onProgress, CancellationToken cancellation) =>
        operations.ExecuteAsync(OperatorRole.Admin, new(JournalEventType.PythonCompared), _ => patterns.RunAsync(onProgress, cancellation), cancellation);
}
